#!/bin/sh
# Tablesaw: the quoted texts "NA", "null" and "*" of a CSV file come back as missing, also in a column declared as text.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: with the column types given as STRING, and the cells in quotes, three of five answers are missing.
# Expected: a declared text column keeps quoted text; pandas needs keep_default_na=False for it, other readers keep it.
# Why it matters: "null" and "NA" are answers that models give (code, chemistry, multiple choice); they vanish from the data.
#   CsvReadOptions.missingValueIndicator(...) with other words is a way out.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Read.java" <<'JAVA'
import tech.tablesaw.api.*;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

public class Read {
  public static void main(String[] args) {
    String csv = "answer,score\n\"NA\",1\n\"null\",2\n\"*\",3\n\"None\",4\n\"yes\",5\n";
    var text = new ColumnType[] {ColumnType.STRING, ColumnType.DOUBLE};
    print("as it is", CsvReadOptions.builderFromString(csv).columnTypes(text).build());
    print("with an indicator", CsvReadOptions.builderFromString(csv).columnTypes(text).missingValueIndicator("<missing>").build());
  }

  static void print(String name, CsvReadOptions options) {
    Column<?> answers = Table.read().csv(options).column("answer");
    System.out.println(name + ": " + answers.asList() + ", missing " + answers.countMissing());
  }
}
JAVA
java_file Read
expect <<'SEEN'
as it is: [, , , None, yes], missing 3
with an indicator: [NA, null, *, None, yes], missing 0
SEEN
