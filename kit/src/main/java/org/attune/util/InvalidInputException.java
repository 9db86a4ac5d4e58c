package org.attune.util;

/**
 * Something the user gave cannot be used; the message is one clear sentence that says what is
 * wrong, the bad value, where it stands (file, line, column) and what to do about it.
 *
 * <p>The command line prints the sentence alone and exits with code 2.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final int HEAD = 700;
  private static final int TAIL = 300;

  /** Says the sentence, without the middle when a quoted value makes it longer than a screen. */
  public InvalidInputException(String sentence) {
    super(shortened(sentence));
  }

  /** Says the sentence and keeps the technical cause for those who ask for it. */
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
   * Returns the input when {@code fine}, and otherwise says the sentence, formatted with {@code
   * args}.
   */
  public static void unless(boolean fine, String sentence, Object... args) {
    if (!fine) {
      throw new InvalidInputException(String.format(java.util.Locale.ROOT, sentence, args));
    }
  }
}
