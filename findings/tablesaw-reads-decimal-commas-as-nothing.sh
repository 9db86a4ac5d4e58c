#!/bin/sh
# Tablesaw: a rating of 7,5 is read as 75, also with a German locale.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: the ratings 7,5 and 8,25 of a file with semicolons become the integers 75 and 825: commas are taken out wherever they stand.
#   locale(Locale.GERMANY) changes nothing for numbers.
# Expected: 7.5 and 8.25 with that locale; a text, or an error, without it, because no group of digits after the comma has three.
# Why it matters: files that a spreadsheet writes in most of Europe; the mean rating is off by a factor that depends on the digits.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Commas.java" <<'JAVA'
import java.io.StringReader;
import java.util.Locale;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

public class Commas {
  public static void main(String[] args) {
    for (Locale locale : new Locale[] {Locale.ROOT, Locale.GERMANY}) {
      var options = CsvReadOptions.builder(new StringReader("rating;judge\n7,5;a\n8,25;b\n")).separator(';').locale(locale);
      var column = Table.read().csv(options.build()).column("rating");
      System.out.println("locale \"" + locale + "\": " + column.type() + " " + column.asList());
    }
  }
}
JAVA
java_file Commas
expect <<'SEEN'
locale "": INTEGER [75, 825]
locale "de_DE": INTEGER [75, 825]
SEEN
