package org.attune.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of the world, read from four plain text tables beside this class: {@code topics.txt},
 * {@code intents.txt}, {@code manners.txt} and {@code details.txt}. The tables document their
 * format.
 */
final class Lexicon {
  /** A topic's name and its phrase for every slot. */
  record Topic(String name, Map<String, String> slots) {}

  /**
   * An intent's name, the kinds of details that go with it, the questions that express it, and the
   * tips that answer them.
   */
  record Intent(
      String name,
      List<String> details,
      List<SentenceTemplate> asks,
      List<SentenceTemplate> tips) {}

  /** A kind of detail: its values, and where and how prompts and answers mention them. */
  record DetailKind(
      String name,
      List<String> values,
      List<SentenceTemplate> leads,
      List<SentenceTemplate> befores,
      List<SentenceTemplate> afters,
      List<SentenceTemplate> replies) {}

  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final Map<String, Intent> intents = new LinkedHashMap<>();
  private final Map<String, DetailKind> details = new LinkedHashMap<>();
  private final Map<String, List<String>> manners;

  /** Reads the tables. */
  Lexicon() {
    sections("topics.txt").forEach((name, lines) -> topics.put(name, topic(name, lines)));
    sections("intents.txt").forEach((name, lines) -> intents.put(name, intent(name, lines)));
    sections("details.txt").forEach((name, lines) -> details.put(name, detail(name, lines)));
    manners = sections("manners.txt");
  }

  /** Returns the topics by name, in the order of the table. */
  Map<String, Topic> topics() {
    return Collections.unmodifiableMap(topics);
  }

  /** Returns the intents by name, in the order of the table. */
  Map<String, Intent> intents() {
    return Collections.unmodifiableMap(intents);
  }

  /** Returns the kinds of details by name, in the order of the table. */
  Map<String, DetailKind> details() {
    return Collections.unmodifiableMap(details);
  }

  /** Returns the sentences of one kind of manners, such as {@code greeting}. */
  List<String> manners(String kind) {
    return manners.get(kind);
  }

  private static Topic topic(String name, List<String> lines) {
    Map<String, String> slots = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf(" = ");
      slots.put(line.substring(0, equals), line.substring(equals + 3));
    }
    return new Topic(name, Collections.unmodifiableMap(slots));
  }

  private static Intent intent(String name, List<String> lines) {
    return new Intent(
        name, values(lines, "detail"), templates(lines, "ask"), templates(lines, "tip"));
  }

  private static DetailKind detail(String name, List<String> lines) {
    return new DetailKind(
        name,
        values(lines, "value"),
        templates(lines, "lead"),
        templates(lines, "before"),
        templates(lines, "after"),
        templates(lines, "reply"));
  }

  private static List<String> values(List<String> lines, String key) {
    return List.of(entries(lines, key).get(0).split(" \\| "));
  }

  private static List<SentenceTemplate> templates(List<String> lines, String key) {
    return entries(lines, key).stream().map(SentenceTemplate::new).toList();
  }

  private static List<String> entries(List<String> lines, String key) {
    String start = key + ": ";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  private static Map<String, List<String>> sections(String table) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : read(table).lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        sections.put(line.substring(1, line.length() - 1), current);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        current.add(line);
      }
    }
    return sections;
  }

  private static String read(String table) {
    try (InputStream in = Lexicon.class.getResourceAsStream(table)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the world's table " + table + ".", e);
    }
  }
}
