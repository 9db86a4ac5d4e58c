#!/bin/sh
# opencsv: the answer \boxed{18} that its CSVWriter has written is read by its CSVReader as boxed{18}.
#
# Version: com.opencsv:opencsv 5.12.0.
# Seen: the reader takes a backslash for an escape character, and the writer writes it as it is: \frac{1}{2} becomes frac{1}{2}, and "a line\n" in a program
#   becomes "a linen".
# Expected: the text that was written; a backslash has no meaning in RFC 4180, and RFC4180Parser of the same library reads it so.
# Why it matters: answers of mathematics and code lose their meaning between two steps of one program, without an exception.
. "$(dirname "$0")/lib/setup.sh"
maven com.opencsv:opencsv:5.12.0
cat > "$work/Backslashes.java" <<'JAVA'
import com.opencsv.*;
import java.io.*;
import java.util.Arrays;

public class Backslashes {
  public static void main(String[] args) throws Exception {
    for (String answer : new String[] {"\\boxed{18}", "x = \\frac{1}{2}", "print('a line\\n')"}) {
      var text = new StringWriter();
      try (var writer = new CSVWriter(text)) {
        writer.writeNext(new String[] {answer, "good"});
      }
      var reader = new CSVReader(new StringReader(text.toString()));
      var standard = new CSVReaderBuilder(new StringReader(text.toString())).withCSVParser(new RFC4180Parser()).build();
      System.out.println(answer + ": " + Arrays.toString(reader.readNext()) + ", RFC4180Parser " + Arrays.toString(standard.readNext()));
    }
  }
}
JAVA
java_file Backslashes
expect <<'SEEN'
\boxed{18}: [boxed{18}, good], RFC4180Parser [\boxed{18}, good]
x = \frac{1}{2}: [x = frac{1}{2}, good], RFC4180Parser [x = \frac{1}{2}, good]
print('a line\n'): [print('a linen'), good], RFC4180Parser [print('a line\n'), good]
SEEN
