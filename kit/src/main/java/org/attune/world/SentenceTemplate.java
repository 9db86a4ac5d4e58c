package org.attune.world;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with placeholders. A placeholder is {@code {slot}}, {@code {a slot}} for the slot with
 * its article, either with a capital first letter, or {@code {3-9}} for a number from that range.
 */
record SentenceTemplate(String text) {
  private static final Pattern HOLE = Pattern.compile("\\{(?:(\\d+)-(\\d+)|([aA] )?(\\w+))\\}");

  /** Chooses the number for a numeric placeholder. */
  interface Numbers {
    /** Writes any number for each range as a hash sign, the form used for looking sentences up. */
    Numbers ANY = (low, high) -> "#";

    /** Chooses a number between both bounds, inclusive. */
    String pick(int low, int high);

    /** Draws each number at random. */
    static Numbers drawnBy(SplitMixRandom dice) {
      return (low, high) -> Integer.toString(dice.between(low, high));
    }
  }

  /** Fills the placeholders. */
  String fill(Map<String, String> slots, Numbers numbers) {
    Matcher hole = HOLE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (hole.find()) {
      hole.appendReplacement(filled, Matcher.quoteReplacement(content(hole, slots, numbers)));
    }
    return hole.appendTail(filled).toString();
  }

  private String content(Matcher hole, Map<String, String> slots, Numbers numbers) {
    if (hole.group(1) != null) {
      return numbers.pick(Integer.parseInt(hole.group(1)), Integer.parseInt(hole.group(2)));
    }
    String name = hole.group(4);
    String slot = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    String phrase = slots.get(slot);
    if (phrase == null) {
      throw new IllegalStateException("No phrase for {" + name + "} in: " + text);
    }
    String whole = hole.group(3) == null ? phrase : Spelling.withArticle(phrase);
    boolean capital =
        "A ".equals(hole.group(3))
            || (hole.group(3) == null && Character.isUpperCase(name.charAt(0)));
    return capital ? Spelling.capital(whole) : whole;
  }
}
