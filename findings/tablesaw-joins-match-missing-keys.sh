#!/bin/sh
# Tablesaw: an inner join pairs rows whose keys are missing on both sides.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: two prompts without an identifier and two rewards without one give four joined rows beside the one that has a key.
# Expected: in SQL a missing key equals nothing, so one row; pandas documents that it matches them, Tablesaw documents neither.
# Why it matters: rewards of unknown rows are given to every prompt that lost its identifier.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Join.java" <<'JAVA'
import tech.tablesaw.api.*;

public class Join {
  public static void main(String[] args) {
    Table prompts = Table.create("prompts", StringColumn.create("id", "a", null, null), IntColumn.create("prompt", 1, 2, 3));
    Table rewards = Table.create("rewards", StringColumn.create("id", "a", null, null), IntColumn.create("reward", 10, 20, 30));
    for (Row row : prompts.joinOn("id").inner(rewards))
      System.out.println("\"" + row.getString("id") + "\" prompt " + row.getInt("prompt") + " reward " + row.getInt("reward"));
  }
}
JAVA
java_file Join
expect <<'SEEN'
"a" prompt 1 reward 10
"" prompt 2 reward 20
"" prompt 2 reward 30
"" prompt 3 reward 20
"" prompt 3 reward 30
SEEN
