package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands inside the test's JVM and keeps what they say. */
final class Cli {
  private Cli() {}

  /** What came out of a command. */
  record Said(int code, String out, String err) {
    /** Asserts that the command did its work. */
    Said done() {
      assertEquals(0, code, () -> "failed: " + err);
      return this;
    }

    /** Asserts one sentence on standard error that holds the given words, and nothing else. */
    Said refused(String... words) {
      assertEquals(2, code, () -> "exit code, after: " + err + out);
      assertEquals("", out, "standard output");
      String sentence = err.strip();
      assertTrue(sentence.startsWith("attune: "), sentence);
      assertEquals(1, sentence.lines().count(), () -> "lines in: " + sentence);
      assertTrue(sentence.endsWith("."), () -> "no sentence: " + sentence);
      assertFalse(sentence.contains("Exception") || sentence.contains("\tat "), sentence);
      assertFalse(sentence.contains("null"), sentence);
      assertFalse(
          sentence.matches(".*[a-z)]\\. [A-Z].*"), () -> "more than one sentence: " + sentence);
      for (String word : words) {
        assertTrue(sentence.contains(word), () -> "'" + word + "' is not in: " + sentence);
      }
      return this;
    }
  }

  /** Runs a command. */
  static Said run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Attune.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Said(code, out.toString(), err.toString());
  }

  /** Runs a command line that is parted at blanks, with more arguments behind it. */
  static Said run(String line, Object... more) {
    List<String> words = Arrays.asList(line.split(" "));
    return run(
        Stream.concat(words.stream(), Arrays.stream(more).map(String::valueOf))
            .toArray(String[]::new));
  }
}
