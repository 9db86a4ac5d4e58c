#!/bin/sh
# JShell: a lambda goes on with the variable of an earlier cell after the cell is run again with another value; a method takes the new one.
#
# Version: OpenJDK 17.0.15.
# Seen: after "double margin = 0.2;", a lambda and a method that return it, and "double margin = 0.5;", the lambda gives 0.3 and the method
#   0.5. After the assignment "margin = 0.9;" the lambda still gives 0.2.
# Expected: one of both; in a Python notebook a lambda sees the new value.
# Why it matters: settings are changed by running their cell again. A filter, a reward or a schedule that was passed as a lambda keeps the
#   old setting, and everything that is shown says otherwise.
. "$(dirname "$0")/lib/setup.sh"
cat > "$work/Lambdas.java" <<'JAVA'
import jdk.jshell.*;

public class Lambdas {
  public static void main(String[] args) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.eval("import java.util.function.*;");
      shell.eval("double margin = 0.2;");
      shell.eval("DoubleSupplier lambda = () -> margin;");
      shell.eval("double method() { return margin; }");
      for (String cell : new String[] {"margin = 0.3;", "double margin = 0.5;", "margin = 0.9;"}) {
        shell.eval(cell);
        System.out.println(cell + " lambda " + shell.eval("lambda.getAsDouble()").get(0).value() + ", method " + shell.eval("method()").get(0).value());
      }
    }
  }
}
JAVA
java_file Lambdas
expect <<'SEEN'
margin = 0.3; lambda 0.3, method 0.3
double margin = 0.5; lambda 0.3, method 0.5
margin = 0.9; lambda 0.3, method 0.9
SEEN
