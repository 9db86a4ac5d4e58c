#!/bin/sh
# Tablesaw: write().csv takes blanks, tabs and line ends away from both ends of a text.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: "  return x" is written as "return x", " a, b " as "a, b" in quotation marks, and a text of two line ends around "q" as "q".
#   The reader is not to blame: it keeps blanks inside quotation marks.
# Expected: what is written is read again; a blank is part of a field in RFC 4180.
# Why it matters: completions begin with a blank or an indent; written and read again, their tokens are others than the model's.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Blanks.java" <<'JAVA'
import java.io.*;
import tech.tablesaw.api.*;
import tech.tablesaw.io.csv.CsvReadOptions;

public class Blanks {
  public static void main(String[] args) {
    StringWriter written = new StringWriter();
    Table.create(StringColumn.create("answer", "  return x", " a, b ", "\nq\n")).write().csv(written);
    System.out.print(written);
    var read = Table.read().csv(CsvReadOptions.builder(new StringReader("answer,more\n\"  return x\",1\n")).build());
    System.out.println("reader: [" + read.getString(0, 0) + "]");
  }
}
JAVA
java_file Blanks
expect <<'SEEN'
answer
return x
"a, b"
"q"
reader: [  return x]
SEEN
