package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What decided a kept finding besides its rule and its seeds, as {@link ClaimContext#identity}
 * writes it: scale, start, data, prompts and judge.
 *
 * @param text the identity without seeds and rule
 */
record BenchSetting(String text) {
  private static final Pattern PARTS =
      Pattern.compile("RunScale\\[([^]]*)] (\\S+) (\\S+) (\\S+) (.+)");

  private static final Pattern SEEDS = Pattern.compile("seeds=\\[([^]]*)], ");

  /** What differs where a hash does, which tells a reader no more than that. */
  private static final List<String> HASHES =
      List.of("another start policy", "other training data", "other prompts");

  /**
   * Reads the identity of a finding. The seeds do not count: a claim that is undecided may have
   * been given more.
   */
  static BenchSetting of(String identity, String rule) {
    String all = identity.substring(0, identity.length() - rule.length());
    return new BenchSetting(SEEDS.matcher(all).replaceFirst("").strip());
  }

  /** Returns the training seeds that an identity names. */
  static Set<String> seeds(String identity) {
    Matcher found = SEEDS.matcher(identity);
    return found.find() ? Set.of(found.group(1).split(", ", -1)) : Set.of();
  }

  /** Returns in words what differs from another setting, such as {@code steps 300, not 600}. */
  String unlike(BenchSetting other) {
    Map<String, String> own = parts();
    Map<String, String> others = other.parts();
    List<String> different = new ArrayList<>();
    own.forEach(
        (name, value) -> {
          String theirs = others.getOrDefault(name, "none");
          if (!value.equals(theirs)) {
            different.add(HASHES.contains(name) ? name : name + " " + value + ", not " + theirs);
          }
        });
    return String.join("; ", different);
  }

  private Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    Matcher found = PARTS.matcher(text);
    if (!found.matches()) {
      parts.put("setting", text);
      return parts;
    }
    for (String field : found.group(1).split(", ", -1)) {
      String[] pair = field.split("=", 2);
      String words = pair[0].replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
      parts.put(words, pair.length == 2 ? pair[1] : "");
    }
    for (int i = 0; i < HASHES.size(); i++) {
      parts.put(HASHES.get(i), found.group(2 + i));
    }
    parts.put("judge", found.group(5));
    return parts;
  }
}
