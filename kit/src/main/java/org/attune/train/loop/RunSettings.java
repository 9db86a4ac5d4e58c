package org.attune.train.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that decides a run's result.
 *
 * @param fingerprint a text that differs whenever two trainings must not share checkpoints
 * @param values the settings by name, to say which of them differs
 */
public record RunSettings(String fingerprint, Map<String, String> values) {
  /** A record as it writes itself: its type, and its components with their names. */
  private static final Pattern RECORD = Pattern.compile("(\\w+)\\[(.*)]", Pattern.DOTALL);

  private static final Pattern PART = Pattern.compile("(\\w+)=(.*)", Pattern.DOTALL);
  private static final Pattern FILLED = Pattern.compile("Optional\\w*\\[(.*)]", Pattern.DOTALL);

  /** Components whose own components are known by their plain names. */
  private static final Set<String> PLAIN = Set.of("config", "method");

  private static final int MOST = 3;
  private static final int WIDTH = 60;

  /** Copies the values. */
  public RunSettings {
    values = new LinkedHashMap<>(values);
  }

  /** Returns settings that only their fingerprint tells apart. */
  public static RunSettings of(String fingerprint) {
    return new RunSettings(fingerprint, Map.of());
  }

  /** Returns these settings with the name of one more value that the fingerprint covers. */
  public RunSettings with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, String.valueOf(value));
    return new RunSettings(fingerprint, more);
  }

  /**
   * Returns these settings with the components of a record that the fingerprint covers.
   *
   * @param path the name before theirs, such as "layout", or nothing
   * @param text the record as it writes itself
   */
  public RunSettings parts(String path, String text) {
    Map<String, String> more = new LinkedHashMap<>(values);
    addParts(path, text, more);
    return new RunSettings(fingerprint, more);
  }

  /** Returns these settings with a record that the fingerprint does not cover yet. */
  RunSettings and(Record plan) {
    return new RunSettings(fingerprint + "|" + plan, parts("", plan.toString()).values);
  }

  private static void addParts(String path, String text, Map<String, String> values) {
    Matcher whole = RECORD.matcher(text);
    List<String> parts = whole.matches() ? parts(whole.group(2)) : List.of();
    boolean filled = FILLED.matcher(text).matches();
    if (filled || parts.isEmpty() || !parts.stream().allMatch(p -> PART.matcher(p).matches())) {
      values.put(path, text);
      return;
    }
    if (!path.isEmpty()) {
      values.put(path, PLAIN.contains(path) ? whole.group(1) : text);
    }
    for (String part : parts) {
      Matcher named = PART.matcher(part);
      named.matches();
      String name = named.group(1);
      String below = path.isEmpty() || PLAIN.contains(path) ? name : path + "." + name;
      addParts(below, named.group(2), values);
    }
  }

  /** Returns what commas part, outside of brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += "[{(".indexOf(c) >= 0 ? 1 : "]})".indexOf(c) >= 0 ? -1 : 0;
      if (depth == 0 && text.startsWith(", ", i)) {
        parts.add(text.substring(from, i));
        from = i + 2;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /**
   * Returns which settings differ from those of an earlier run, with both values of each; of
   * another method, whose settings are others, only its name.
   */
  public Optional<String> difference(Map<String, String> earlier) {
    Set<String> names = new LinkedHashSet<>(values.keySet());
    names.addAll(earlier.keySet());
    List<String> all =
        names.stream()
            .filter(name -> !text(name, values).equals(text(name, earlier)))
            .filter(name -> isTold(name, earlier))
            .map(name -> name + " was " + text(name, earlier) + ", is " + text(name, values))
            .toList();
    Optional<String> method = all.stream().filter(part -> part.startsWith("method was ")).findAny();
    if (method.isPresent()) {
      return method;
    }
    String rest = all.size() > MOST ? " and " + (all.size() - MOST) + " more" : "";
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", all.subList(0, Math.min(MOST, all.size()))) + rest);
  }

  /** Returns whether a record is told as a whole, which only one run has, or its parts are. */
  private boolean isTold(String name, Map<String, String> earlier) {
    int dot = name.lastIndexOf('.');
    String parent = dot < 0 ? name : name.substring(0, dot);
    boolean both = values.containsKey(parent) && earlier.containsKey(parent);
    boolean parted = values.keySet().stream().anyMatch(other -> other.startsWith(name + "."));
    return dot < 0 ? !both || !parted : both;
  }

  private static String text(String name, Map<String, String> values) {
    String value = values.getOrDefault(name, "not set");
    Matcher filled = FILLED.matcher(value);
    String plain =
        filled.matches() ? filled.group(1) : value.replaceFirst("^Optional\\w*\\.empty$", "none");
    return plain.length() <= WIDTH ? plain : plain.substring(0, WIDTH) + " …";
  }
}
