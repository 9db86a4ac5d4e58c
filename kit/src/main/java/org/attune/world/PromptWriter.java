package org.attune.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads the prompts of the world: an optional opener, a question about a combination,
 * and an optional detail before, at the start of or after the question.
 */
final class PromptWriter {
  /** The longest prompt, in words. */
  static final int MOST_WORDS = 10;

  /** The share of prompts that mention a detail. */
  private static final double DETAILED = 0.75;

  /** The share of prompts that begin with an opener. */
  private static final double OPENED = 0.35;

  private final Lexicon lexicon;
  private final Map<String, TopicIntent> asks = new HashMap<>();
  private final Map<String, PromptDetail> leads = new HashMap<>();
  private final Map<String, PromptDetail> befores = new HashMap<>();
  private final Map<String, PromptDetail> afters = new HashMap<>();

  /** Builds the tables for parsing prompts. */
  PromptWriter(Lexicon lexicon) {
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
  WorldPrompt draw(TopicIntent combination, SplitMixRandom dice) {
    while (true) {
      WorldPrompt question = attempt(combination, dice);
      if (Spelling.words(question.text()) <= MOST_WORDS) {
        return question;
      }
    }
  }

  /** Parses a prompt, if it is one of this world's. */
  Optional<WorldPrompt> read(String prompt) {
    String body = withoutOpener(prompt.strip());
    Optional<WorldPrompt> plain = question(prompt, body, Optional.empty());
    return plain
        .or(() -> readLead(prompt, body))
        .or(() -> readBefore(prompt, body))
        .or(() -> readAfter(prompt, body));
  }

  private WorldPrompt attempt(TopicIntent combination, SplitMixRandom dice) {
    Lexicon.Intent intent = lexicon.intents().get(combination.intent());
    Map<String, String> slots = lexicon.topics().get(combination.topic()).slots();
    String text = dice.pick(intent.asks()).fill(slots, SentenceTemplate.Numbers.ANY);
    Optional<PromptDetail> detail = Optional.empty();
    if (dice.chance(DETAILED)) {
      Lexicon.DetailKind kind = lexicon.details().get(dice.pick(intent.details()));
      PromptDetail drawn = new PromptDetail(kind.name(), dice.pick(kind.values()));
      text = mention(kind, drawn, text, dice);
      detail = Optional.of(drawn);
    }
    if (dice.chance(OPENED)) {
      text = dice.pick(lexicon.manners("opener")) + " " + text;
    }
    return new WorldPrompt(text, combination, detail);
  }

  /**
   * Puts the detail before, at the start of or after the question, if the question is one sentence.
   */
  private static String mention(
      Lexicon.DetailKind kind, PromptDetail detail, String ask, SplitMixRandom dice) {
    List<String> ways = new ArrayList<>();
    kind.befores().forEach(before -> ways.add(fill(before, detail) + " " + ask));
    kind.afters().forEach(after -> ways.add(ask + " " + fill(after, detail)));
    if (Spelling.sentences(ask).size() == 1) {
      kind.leads().forEach(lead -> ways.add(fill(lead, detail) + " " + Spelling.small(ask)));
    }
    return dice.pick(ways);
  }

  private static String fill(SentenceTemplate template, PromptDetail detail) {
    return template.fill(Map.of("value", detail.value()), SentenceTemplate.Numbers.ANY);
  }

  private String withoutOpener(String prompt) {
    for (String opener : lexicon.manners("opener")) {
      if (prompt.startsWith(opener + " ")) {
        return prompt.substring(opener.length() + 1);
      }
    }
    return prompt;
  }

  private Optional<WorldPrompt> readLead(String prompt, String body) {
    int comma = body.indexOf(", ");
    return comma < 0
        ? Optional.empty()
        : question(
            prompt,
            Spelling.capital(body.substring(comma + 2)),
            leads.get(body.substring(0, comma + 1)));
  }

  private Optional<WorldPrompt> readBefore(String prompt, String body) {
    int stop = body.indexOf(". ");
    return stop < 0
        ? Optional.empty()
        : question(prompt, body.substring(stop + 2), befores.get(body.substring(0, stop + 1)));
  }

  private Optional<WorldPrompt> readAfter(String prompt, String body) {
    List<String> sentences = Spelling.sentences(body);
    if (sentences.size() < 2) {
      return Optional.empty();
    }
    String last = sentences.get(sentences.size() - 1);
    String first = body.substring(0, body.length() - last.length()).strip();
    return question(prompt, first, afters.get(last));
  }

  private Optional<WorldPrompt> question(String prompt, String ask, PromptDetail detail) {
    return detail == null ? Optional.empty() : question(prompt, ask, Optional.of(detail));
  }

  private Optional<WorldPrompt> question(String prompt, String ask, Optional<PromptDetail> detail) {
    return Optional.ofNullable(asks.get(ask)).map(c -> new WorldPrompt(prompt, c, detail));
  }

  private void enterAsks(Lexicon.Topic topic, Lexicon.Intent intent) {
    TopicIntent combination = new TopicIntent(topic.name(), intent.name());
    for (SentenceTemplate ask : intent.asks()) {
      String text = ask.fill(topic.slots(), SentenceTemplate.Numbers.ANY);
      TopicIntent before = asks.putIfAbsent(text, combination);
      if (before != null) {
        throw new IllegalStateException(
            "\"" + text + "\" asks for both " + before + " and " + combination + ".");
      }
    }
  }

  private static void enterDetails(
      Lexicon.DetailKind kind, List<SentenceTemplate> ways, Map<String, PromptDetail> into) {
    for (String value : kind.values()) {
      for (SentenceTemplate way : ways) {
        PromptDetail detail = new PromptDetail(kind.name(), value);
        into.put(fill(way, detail), detail);
      }
    }
  }
}
