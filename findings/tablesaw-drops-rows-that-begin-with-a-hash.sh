#!/bin/sh
# Tablesaw: a row of a CSV file that begins with # is left out, without a word.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: the row "# Title,good" is gone, its neighbour is there; in quotation marks, or with another commentPrefix, it is read.
# Expected: RFC 4180 knows no comments; pandas, Spark and Python's csv read the row.
# Why it matters: prompts that begin with a Markdown title, a preprocessor line or a hashtag; the means are those of the other prompts.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Rows.java" <<'JAVA'
import java.io.StringReader;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

public class Rows {
  public static void main(String[] args) {
    print("plain", CsvReadOptions.builder(new StringReader("prompt,answer\n# Title,good\nWhy?,bad\n")));
    print("quoted", CsvReadOptions.builder(new StringReader("prompt,answer\n\"# Title\",good\nWhy?,bad\n")));
    print("commentPrefix", CsvReadOptions.builder(new StringReader("prompt,answer\n# Title,good\nWhy?,bad\n")).commentPrefix('\0'));
  }

  static void print(String name, CsvReadOptions.Builder options) {
    Table table = Table.read().csv(options.build());
    System.out.println(name + ": " + table.stringColumn("prompt").asList());
  }
}
JAVA
java_file Rows
expect <<'SEEN'
plain: [Why?]
quoted: [# Title, Why?]
commentPrefix: [# Title, Why?]
SEEN
