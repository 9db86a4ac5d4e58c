#!/bin/sh
# Tablesaw: Table.countBy lists the group of the missing key with a count of 0, whatever its size.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: of five rows with the keys x, y, missing, missing, missing the counts are 1, 1 and 0; they add up to 2.
# Expected: 3 for the missing key, or no line for it.
# Why it matters: rows whose label is missing, those one looks for in a data set, are reported as if there were none.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Count.java" <<'JAVA'
import tech.tablesaw.api.*;

public class Count {
  public static void main(String[] args) {
    Table table = Table.create("rows", StringColumn.create("label", "x", "y", null, null, null));
    for (Row row : table.countBy("label")) System.out.println("\"" + row.getString("label") + "\": " + row.getNumber("Count"));
  }
}
JAVA
java_file Count
expect <<'SEEN'
"x": 1.0
"y": 1.0
"": 0.0
SEEN
