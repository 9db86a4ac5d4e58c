package org.attune.data.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads the prompts of the world: an optional opener, a question about a combination,
 * and an optional detail before, in front of or behind the question.
 */
final class Questions {
  /** The longest prompt, in words. */
  static final int MOST_WORDS = 20;

  /** The share of prompts that mention a detail. */
  private static final double DETAILED = 0.75;

  /** The share of prompts that begin with an opener. */
  private static final double OPENED = 0.25;

  private final Lexicon lexicon;
  private final Map<String, Combination> asks = new HashMap<>();
  private final Map<String, Detail> leads = new HashMap<>();
  private final Map<String, Detail> befores = new HashMap<>();
  private final Map<String, Detail> afters = new HashMap<>();

  /** Writes out the tables for reading prompts. */
  Questions(Lexicon lexicon) {
    this.lexicon = lexicon;
    for (Lexicon.Topic topic : lexicon.topics().values()) {
      for (Lexicon.Intent intent : lexicon.intents().values()) {
        enterAsks(topic, intent);
      }
    }
    for (Lexicon.DetailKind kind : lexicon.details().values()) {
      enterDetails(kind, kind.leads(), leads);
      enterDetails(kind, kind.befores(), befores);
      enterDetails(kind, kind.afters(), afters);
    }
  }

  /** Draws a question about this combination. */
  Question draw(Combination combination, Dice dice) {
    while (true) {
      Question question = attempt(combination, dice);
      if (Letters.words(question.text()) <= MOST_WORDS) {
        return question;
      }
    }
  }

  /** Understands a prompt, if it is one of this world's. */
  Optional<Question> read(String prompt) {
    String body = withoutOpener(prompt.strip());
    Optional<Question> plain = question(prompt, body, Optional.empty());
    return plain
        .or(() -> readLead(prompt, body))
        .or(() -> readBefore(prompt, body))
        .or(() -> readAfter(prompt, body));
  }

  private Question attempt(Combination combination, Dice dice) {
    Lexicon.Intent intent = lexicon.intents().get(combination.intent());
    Map<String, String> slots = lexicon.topics().get(combination.topic()).slots();
    String text = dice.pick(intent.asks()).fill(slots, Template.Numbers.ANY);
    Optional<Detail> detail = Optional.empty();
    if (dice.chance(DETAILED)) {
      Lexicon.DetailKind kind = lexicon.details().get(dice.pick(intent.details()));
      Detail drawn = new Detail(kind.name(), dice.pick(kind.values()));
      text = mention(kind, drawn, text, dice);
      detail = Optional.of(drawn);
    }
    if (dice.chance(OPENED)) {
      text = dice.pick(lexicon.manners("opener")) + " " + text;
    }
    return new Question(text, combination, detail);
  }

  /**
   * Puts the detail before, in front of or behind the question, if the question is one sentence.
   */
  private static String mention(Lexicon.DetailKind kind, Detail detail, String ask, Dice dice) {
    List<String> ways = new ArrayList<>();
    kind.befores().forEach(before -> ways.add(fill(before, detail) + " " + ask));
    kind.afters().forEach(after -> ways.add(ask + " " + fill(after, detail)));
    if (Letters.sentences(ask).size() == 1) {
      kind.leads().forEach(lead -> ways.add(fill(lead, detail) + " " + Letters.small(ask)));
    }
    return dice.pick(ways);
  }

  private static String fill(Template template, Detail detail) {
    return template.fill(Map.of("value", detail.value()), Template.Numbers.ANY);
  }

  private String withoutOpener(String prompt) {
    for (String opener : lexicon.manners("opener")) {
      if (prompt.startsWith(opener + " ")) {
        return prompt.substring(opener.length() + 1);
      }
    }
    return prompt;
  }

  private Optional<Question> readLead(String prompt, String body) {
    int comma = body.indexOf(", ");
    return comma < 0
        ? Optional.empty()
        : question(
            prompt,
            Letters.capital(body.substring(comma + 2)),
            leads.get(body.substring(0, comma + 1)));
  }

  private Optional<Question> readBefore(String prompt, String body) {
    int stop = body.indexOf(". ");
    return stop < 0
        ? Optional.empty()
        : question(prompt, body.substring(stop + 2), befores.get(body.substring(0, stop + 1)));
  }

  private Optional<Question> readAfter(String prompt, String body) {
    List<String> sentences = Letters.sentences(body);
    if (sentences.size() < 2) {
      return Optional.empty();
    }
    String last = sentences.get(sentences.size() - 1);
    String first = body.substring(0, body.length() - last.length()).strip();
    return question(prompt, first, afters.get(last));
  }

  private Optional<Question> question(String prompt, String ask, Detail detail) {
    return detail == null ? Optional.empty() : question(prompt, ask, Optional.of(detail));
  }

  private Optional<Question> question(String prompt, String ask, Optional<Detail> detail) {
    return Optional.ofNullable(asks.get(ask)).map(c -> new Question(prompt, c, detail));
  }

  private void enterAsks(Lexicon.Topic topic, Lexicon.Intent intent) {
    Combination combination = new Combination(topic.name(), intent.name());
    for (Template ask : intent.asks()) {
      String text = ask.fill(topic.slots(), Template.Numbers.ANY);
      Combination before = asks.putIfAbsent(text, combination);
      if (before != null) {
        throw new IllegalStateException(
            "\"" + text + "\" asks for both " + before + " and " + combination + ".");
      }
    }
  }

  private static void enterDetails(
      Lexicon.DetailKind kind, List<Template> ways, Map<String, Detail> into) {
    for (String value : kind.values()) {
      for (Template way : ways) {
        Detail detail = new Detail(kind.name(), value);
        into.put(fill(way, detail), detail);
      }
    }
  }
}
