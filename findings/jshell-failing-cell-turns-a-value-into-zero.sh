#!/bin/sh
# JShell: if the initializer of a variable throws an exception, the variable is 0 or null, and the value that it had is lost.
#
# Version: OpenJDK 17.0.15.
# Seen: after "double loss = 1.5;" the line "double loss = measure();", which throws, leaves loss as 0.0; a new variable exists as 0, too,
#   and later lines compute with it. A plain assignment, "loss = measure()", keeps 1.5.
# Expected: in a Java method the line after a failed initializer is never reached; Python's kernels keep the old value, or know no name.
# Why it matters: a notebook's cell that fails the second time turns the result of the first run into 0, the best loss there is.
. "$(dirname "$0")/lib/setup.sh"
cat > "$work/Failing.java" <<'JAVA'
import jdk.jshell.*;

public class Failing {
  public static void main(String[] args) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.eval("double measure() { throw new IllegalStateException(\"no data\"); }");
      for (String cell : new String[] {"double loss = 1.5;", "double loss = measure();", "loss", "double other = measure();", "other + 1",
          "double kept = 1.5;", "kept = measure()", "kept"}) {
        var event = shell.eval(cell).get(0);
        System.out.println(cell + " -> " + (event.exception() != null ? event.exception().getMessage() : event.value()));
      }
    }
  }
}
JAVA
java_file Failing
expect <<'SEEN'
double loss = 1.5; -> 1.5
double loss = measure(); -> no data
loss -> 0.0
double other = measure(); -> no data
other + 1 -> 1.0
double kept = 1.5; -> 1.5
kept = measure() -> no data
kept -> 1.5
SEEN
