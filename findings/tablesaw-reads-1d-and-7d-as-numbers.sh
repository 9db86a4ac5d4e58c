#!/bin/sh
# Tablesaw: a column of the names 1d, 7d and 30d is read as the numbers 1, 7 and 30, and 1d and 1f as the same number.
#
# Version: tech.tablesaw:tablesaw-core 0.44.1.
# Seen: read().csv takes what Double.parseDouble takes for a number: a d or an f at the end, as in Java's source text, and 0x1p3 for 8. One name of another
#   kind, such as 1h, and the column is text. A column of seeds such as 20240102 becomes dates.
# Expected: text, or no value that is not in the file: what is written back is 1.0, 7.0 and 30.0.
# Why it matters: names of runs, of periods and of models lose their letters, two of them become one group, and a join with the names finds nothing.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Names.java" <<'JAVA'
import tech.tablesaw.api.*;
import tech.tablesaw.columns.Column;

public class Names {
  public static void main(String[] args) {
    for (String lines : new String[] {"1d 7d 30d", "1h 7d 30d", "1d 1f", "0x1p3 0x1p4", "20240102 20240103", "20240102 20249999"}) {
      Column<?> column = Table.read().csv("name\n" + lines.replace(' ', '\n') + "\n", "names").column(0);
      System.out.println(lines + ": " + column.type() + " " + column.asList() + ", different " + column.countUnique());
    }
  }
}
JAVA
java_file Names
expect <<'SEEN'
1d 7d 30d: DOUBLE [1.0, 7.0, 30.0], different 3
1h 7d 30d: STRING [1h, 7d, 30d], different 3
1d 1f: DOUBLE [1.0, 1.0], different 1
0x1p3 0x1p4: DOUBLE [8.0, 16.0], different 2
20240102 20240103: LOCAL_DATE [2024-01-02, 2024-01-03], different 2
20240102 20249999: INTEGER [20240102, 20249999], different 2
SEEN
