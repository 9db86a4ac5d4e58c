#!/bin/sh
# Tablesaw: the rows without a value are the best ones: top(n) returns them, and a descending sort begins with them.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: the top 2 of the rewards 1, missing and 3 are missing and 3; a descending sort gives missing, 3, 1. bottom(2) gives 1 and 3, and
#   max() gives 3, so the methods do not agree on what the greatest is.
# Expected: missing values last in both directions, or left out, as by max(), by pandas' nlargest and by its sort_values.
# Why it matters: the best of n, or a leaderboard, is headed by the row whose reward failed.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Best.java" <<'JAVA'
import tech.tablesaw.api.*;

public class Best {
  public static void main(String[] args) {
    DoubleColumn rewards = DoubleColumn.create("reward", 1, Double.NaN, 3);
    System.out.println("top " + rewards.top(2).asList() + " bottom " + rewards.bottom(2).asList() + " max " + rewards.max());
    System.out.println("descending " + Table.create(rewards).sortDescendingOn("reward").column(0).asList());
  }
}
JAVA
java_file Best
expect <<'SEEN'
top [null, 3.0] bottom [1.0, 3.0] max 3.0
descending [null, 3.0, 1.0]
SEEN
