#!/bin/sh
# JShell: an import sets an earlier variable to null, or takes it away, and reports success.
#
# Version: OpenJDK 17.0.15.
# Seen: after "import java.util.*; Date day = new Date(0);" the line "import java.sql.Date;" leaves day as null. All statuses are VALID,
#   and no exception is thrown. After "import java.util.*; List<String> names = ..." the line "import java.awt.*;" takes names away, because
#   List now has two meanings, and "import java.util.List;" brings it back with its value.
# Expected: in Java an import does not change objects that exist; the command jshell prints a remark on such changes, the API only an event.
# Why it matters: in a notebook a cell of imports deletes what an earlier cell computed for minutes, and the next cell fails with a
#   NullPointerException; "import org.apache.spark.sql.*;" does so to every variable of another library's Dataset.
. "$(dirname "$0")/lib/setup.sh"
cat > "$work/Imports.java" <<'JAVA'
import jdk.jshell.*;

public class Imports {
  public static void main(String[] args) {
    run("import java.util.*;", "Date day = new Date(0);", "import java.sql.Date;", "String.valueOf(day)");
    run("import java.util.*;", "List<String> names = new ArrayList<>(List.of(\"x\"));", "names.add(\"y\")", "import java.awt.*;",
        "names.size()", "import java.util.List;", "names.size()");
  }

  static void run(String... cells) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      for (String cell : cells) {
        var event = shell.eval(cell).get(0);
        System.out.println(cell + " -> " + event.status() + (event.value() == null || cell.contains("Date(0)") ? "" : " " + event.value()));
      }
    }
  }
}
JAVA
java_file Imports
expect <<'SEEN'
import java.util.*; -> VALID
Date day = new Date(0); -> VALID
import java.sql.Date; -> VALID
String.valueOf(day) -> VALID "null"
import java.util.*; -> VALID
List<String> names = new ArrayList<>(List.of("x")); -> VALID [x]
names.add("y") -> VALID true
import java.awt.*; -> VALID
names.size() -> REJECTED
import java.util.List; -> VALID
names.size() -> VALID 2
SEEN
