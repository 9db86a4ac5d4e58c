package org.attune.model.io;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metadata at the start of a model card: YAML between two lines of three dashes. */
final class FrontMatter {
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\A\\uFEFF?---[ \\t]*\\r?\\n(.*?)(?<=\\n)---[ \\t]*(?:\\r?\\n|\\z)", Pattern.DOTALL);

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

  private FrontMatter() {}

  /**
   * Returns a card with metadata.
   *
   * @param keys values by key, as YAML; a key that the card already has keeps the card's value
   */
  static String with(String card, Map<String, String> keys) {
    Matcher block = BLOCK.matcher(card);
    boolean found = block.find();
    StringBuilder more = new StringBuilder();
    keys.forEach(
        (key, value) -> {
          if (!found || !has(block.group(1), key)) {
            more.append(key + ":" + (value.startsWith("\n") ? "" : " ") + value + "\n");
          }
        });
    if (found) {
      return card.substring(0, block.end(1)) + more + card.substring(block.end(1));
    }
    return "---\n" + more + "---\n" + (card.isEmpty() ? "" : "\n" + card);
  }

  private static boolean has(String yaml, String key) {
    return Pattern.compile("^" + Pattern.quote(key) + "[ \\t]*:", Pattern.MULTILINE)
        .matcher(yaml)
        .find();
  }

  /** Returns a text as a YAML scalar. */
  static String quoted(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Adds the keys of a licence file; the hub has ids for the usual ones. */
  static void license(String file, String text, Map<String, String> keys) {
    if (text.contains("Apache License") && text.contains("Version 2.0")) {
      keys.put("license", "apache-2.0");
    } else if (text.contains("MIT License")) {
      keys.put("license", "mit");
    } else {
      keys.put("license", "other");
      keys.put("license_link", quoted(file));
    }
  }
}
