package org.attune.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every sentence that an answer of this world may contain, with its meaning.
 *
 * <p>All fillings of all templates are written out once (a few thousand), with numbers replaced by
 * a hash sign, so that reading a sentence is one look-up.
 */
final class Phrasebook {
  /** What a sentence means. Two sentences with equal meanings say the same thing. */
  sealed interface Meaning permits Tip, Reply, Manner {}

  /** A tip: number {@code number} of its combination. */
  record Tip(TopicIntent combination, int number) implements Meaning {}

  /** A sentence that takes up a detail. */
  record Reply(PromptDetail detail) implements Meaning {}

  /** A sentence that belongs to no topic, such as a greeting. */
  record Manner(Trait trait, String sentence) implements Meaning {}

  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Set<String> links;

  /**
   * Builds the phrasebook from the lexicon; two meanings for one sentence are an error in the
   * tables.
   */
  Phrasebook(Lexicon lexicon) {
    for (Trait trait : List.of(Trait.GREETING, Trait.CLOSING, Trait.RUDE, Trait.VAGUE)) {
      for (String sentence : lexicon.manners(trait.name().toLowerCase(Locale.ROOT))) {
        enter(sentence, new Manner(trait, sentence));
      }
    }
    lexicon.details().values().forEach(this::enterReplies);
    lexicon
        .topics()
        .values()
        .forEach(t -> lexicon.intents().values().forEach(i -> enterTips(t, i)));
    links = new HashSet<>(lexicon.manners("linking"));
  }

  /** Looks up one sentence; a linking word before a tip is ignored. */
  Optional<Meaning> read(String sentence) {
    Meaning whole = lookUp(sentence);
    int comma = sentence.indexOf(", ");
    if (whole == null && comma > 0 && links.contains(sentence.substring(0, comma + 1))) {
      String rest = sentence.substring(comma + 2);
      String capital = Spelling.capital(rest);
      // A capital letter after the comma is an error, so it is not looked up.
      whole = rest.equals(capital) || !(lookUp(capital) instanceof Tip tip) ? null : tip;
    }
    return Optional.ofNullable(whole);
  }

  private Meaning lookUp(String sentence) {
    Meaning exact = meanings.get(sentence);
    return exact != null ? exact : meanings.get(withoutNumbers(sentence));
  }

  private void enterTips(Lexicon.Topic topic, Lexicon.Intent intent) {
    TopicIntent combination = new TopicIntent(topic.name(), intent.name());
    for (int i = 0; i < intent.tips().size(); i++) {
      String sentence = intent.tips().get(i).fill(topic.slots(), SentenceTemplate.Numbers.ANY);
      enter(withoutNumbers(sentence), new Tip(combination, i));
    }
  }

  private void enterReplies(Lexicon.DetailKind kind) {
    for (String value : kind.values()) {
      for (SentenceTemplate reply : kind.replies()) {
        String sentence = reply.fill(Map.of("value", value), SentenceTemplate.Numbers.ANY);
        enter(sentence, new Reply(new PromptDetail(kind.name(), value)));
      }
    }
  }

  private void enter(String sentence, Meaning meaning) {
    Meaning before = meanings.putIfAbsent(sentence, meaning);
    if (before != null) {
      throw new IllegalStateException(
          "\"" + sentence + "\" means both " + before + " and " + meaning + ".");
    }
  }

  /** Replaces every number from 2 to 99 by a hash sign; other numbers break the grammar. */
  private static String withoutNumbers(String sentence) {
    StringBuilder out = new StringBuilder(sentence.length());
    int i = 0;
    while (i < sentence.length()) {
      int end = i;
      while (end < sentence.length() && isDigit(sentence.charAt(end))) {
        end++;
      }
      if (end == i) {
        out.append(sentence.charAt(i++));
      } else {
        String number = sentence.substring(i, end);
        out.append(isPlain(number) ? "#" : number);
        i = end;
      }
    }
    return out.toString();
  }

  private static boolean isPlain(String number) {
    return number.charAt(0) != '0' && number.length() <= 2 && !number.equals("1");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
