package org.attune.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes one answer of a given quality and counts its traits. */
final class AnswerWriter {
  /** The probability that the next tip keeps the topic and intent of the last one. */
  private static final double STAY = 0.75;

  /** The probability of straying to the next topic; otherwise to the next intent. */
  private static final double TOPIC_SLIP = 0.6;

  /** The share of answers with several tips that begin them with linking words. */
  private static final double LINKED = 0.2;

  private final Lexicon lexicon;
  private final TopicIntentTable atlas;
  private final WorldPrompt question;
  private final AnswerQuality quality;
  private final AnswerQuality.Habits habits;
  private final SplitMixRandom dice;
  private final TraitCounts.Tally tally = new TraitCounts.Tally();

  AnswerWriter(
      Lexicon lexicon,
      TopicIntentTable atlas,
      WorldPrompt question,
      AnswerQuality quality,
      SplitMixRandom dice) {
    this.lexicon = lexicon;
    this.atlas = atlas;
    this.question = question;
    this.quality = quality;
    this.habits = quality.habits();
    this.dice = dice;
  }

  /** Writes the answer; may be called once. */
  WorldAnswer write() {
    List<String> sentences = tips();
    if (dice.chance(habits.vague()) || sentences.isEmpty()) {
      insert(sentences, manner(Trait.VAGUE));
    }
    if (dice.chance(habits.rude())) {
      insert(sentences, manner(Trait.RUDE));
    }
    reply().ifPresent(reply -> sentences.add(dice.chance(0.5) ? 0 : sentences.size(), reply));
    if (dice.chance(habits.greeting())) {
      sentences.add(0, manner(Trait.GREETING));
    }
    if (dice.chance(habits.closing())) {
      sentences.add(manner(Trait.CLOSING));
    }
    String text = String.join(" ", sentences);
    tally.addWords(Spelling.words(text));
    return new WorldAnswer(question, text, quality, tally.grades());
  }

  private List<String> tips() {
    int wanted = dice.weighted(habits.tips());
    List<String> sentences = new ArrayList<>();
    List<Phrasebook.Tip> said = new ArrayList<>();
    TopicIntent target = target();
    int useful = 0;
    for (int i = 0; i < wanted; i++) {
      target = i == 0 || dice.chance(STAY) ? target : target();
      Phrasebook.Tip tip = newTip(target, said);
      said.add(tip);
      sentences.add(sentence(tip));
      useful += countTip(target);
    }
    tally.addTips(useful);
    if (wanted > 0 && dice.chance(habits.repeat())) {
      sentences.add(sentence(dice.pick(said)));
      tally.add(Trait.REPEATED, 1);
    }
    link(sentences);
    return sentences;
  }

  private TopicIntent target() {
    TopicIntent asked = question.combination();
    if (dice.chance(habits.right())) {
      return asked;
    }
    return dice.chance(TOPIC_SLIP) ? atlas.nextTopic(asked) : atlas.nextIntent(asked);
  }

  private Phrasebook.Tip newTip(TopicIntent target, List<Phrasebook.Tip> said) {
    int choices = lexicon.intents().get(target.intent()).tips().size();
    while (true) {
      Phrasebook.Tip tip = new Phrasebook.Tip(target, dice.below(choices));
      if (!said.contains(tip)) {
        return tip;
      }
    }
  }

  private String sentence(Phrasebook.Tip tip) {
    TopicIntent c = tip.combination();
    SentenceTemplate template = lexicon.intents().get(c.intent()).tips().get(tip.number());
    return template.fill(
        lexicon.topics().get(c.topic()).slots(), SentenceTemplate.Numbers.drawnBy(dice));
  }

  /** Counts a tip and returns 1 if it is useful. */
  private int countTip(TopicIntent target) {
    if (target.equals(question.combination())) {
      return 1;
    }
    boolean onTopic = target.topic().equals(question.combination().topic());
    tally.add(onTopic ? Trait.WRONG_INTENT : Trait.WRONG_TOPIC, 1);
    return 0;
  }

  /** Adds linking words such as "First," to some answers with several tips. */
  private void link(List<String> sentences) {
    if (sentences.size() < 2 || !dice.chance(LINKED)) {
      return;
    }
    List<String> links = lexicon.manners("linking");
    int last = sentences.size() - 1;
    for (int i = 0; i <= last; i++) {
      boolean middle = i > 0 && i < last;
      String link = links.get(i == 0 ? 0 : middle ? dice.between(1, 2) : last == 1 ? 1 : 3);
      if (i == 0 || dice.chance(0.7)) {
        sentences.set(i, link + " " + Spelling.small(sentences.get(i)));
      }
    }
  }

  private void insert(List<String> sentences, String sentence) {
    sentences.add(dice.between(0, sentences.size()), sentence);
  }

  private Optional<String> reply() {
    boolean attends = dice.chance(habits.attentive());
    boolean misreads = dice.chance(habits.misread());
    if (question.detail().isPresent() && attends) {
      tally.add(Trait.ATTENTIVE, 1);
      return Optional.of(replyTo(question.detail().get()));
    }
    if (!misreads) {
      return Optional.empty();
    }
    tally.add(Trait.MISREAD, 1);
    return Optional.of(replyTo(question.detail().map(this::slip).orElseGet(this::anyDetail)));
  }

  private String replyTo(PromptDetail detail) {
    SentenceTemplate reply = dice.pick(lexicon.details().get(detail.kind()).replies());
    return reply.fill(Map.of("value", detail.value()), SentenceTemplate.Numbers.ANY);
  }

  private PromptDetail slip(PromptDetail detail) {
    List<String> values = lexicon.details().get(detail.kind()).values();
    return new PromptDetail(detail.kind(), TopicIntentTable.following(values, detail.value()));
  }

  private PromptDetail anyDetail() {
    Lexicon.DetailKind kind = dice.pick(List.copyOf(lexicon.details().values()));
    return new PromptDetail(kind.name(), dice.pick(kind.values()));
  }

  private String manner(Trait trait) {
    tally.add(trait, 1);
    return dice.pick(lexicon.manners(trait.name().toLowerCase(Locale.ROOT)));
  }
}
