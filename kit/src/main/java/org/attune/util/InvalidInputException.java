package org.attune.util;

/**
 * Thrown when the user's input cannot be used; the message is one sentence that states what is
 * wrong, the bad value, its position (file, line, column) and what to do about it.
 *
 * <p>The command line prints only the message and exits with code 2.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final int HEAD = 700;
  private static final int TAIL = 300;

  /**
   * Makes an exception with the sentence, whose middle is omitted if a quoted value makes it longer
   * than a screen.
   */
  public InvalidInputException(String sentence) {
    super(shortened(sentence));
  }

  /** Makes an exception with the sentence and the technical cause. */
  public InvalidInputException(String sentence, Throwable cause) {
    super(shortened(sentence), cause);
  }

  private static String shortened(String sentence) {
    int length = sentence.length();
    return length <= HEAD + TAIL
        ? sentence
        : sentence.substring(0, HEAD) + " … " + sentence.substring(length - TAIL);
  }

  /**
   * Makes an exception with the sentence, formatted with {@code args}, for checks so frequent that
   * the arguments of {@link #unless} would cost too much.
   */
  public static InvalidInputException of(String sentence, Object... args) {
    return new InvalidInputException(String.format(java.util.Locale.ROOT, sentence, args));
  }

  /** Throws the sentence, formatted with {@code args}, unless {@code fine}. */
  public static void unless(boolean fine, String sentence, Object... args) {
    if (!fine) {
      throw of(sentence, args);
    }
  }
}
