#!/bin/sh
# Tablesaw: dropDuplicateRows keeps every copy of a row whose decimal number is missing; with a missing integer or text it keeps one.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: two rows "b" without a reward stay two rows in a column of doubles, and become one row in a column of integers or texts.
# Expected: one row in all three cases, as by joins of the same library, which pair missing keys.
# Why it matters: whether a prompt counts once or twice depends on the column's type, which the CSV reader guesses from the other rows.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Copies.java" <<'JAVA'
import tech.tablesaw.api.*;
import tech.tablesaw.columns.Column;

public class Copies {
  public static void main(String[] args) {
    for (Column<?> column : new Column<?>[] {DoubleColumn.create("v"), IntColumn.create("v"), StringColumn.create("v")}) {
      Table table = Table.create(StringColumn.create("prompt", "b", "b"), column.appendMissing().appendMissing());
      System.out.println(column.type() + ": " + table.dropDuplicateRows().rowCount());
    }
  }
}
JAVA
java_file Copies
expect <<'SEEN'
DOUBLE: 2
INTEGER: 1
STRING: 1
SEEN
