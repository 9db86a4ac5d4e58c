package org.attune.world;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exact reward of this world: a pure function of the prompt's and the answer's text, so it
 * grades model outputs and the world's own answers alike.
 *
 * <p>The answer is cut into sentences and every sentence is looked up in the world's phrasebook.
 * The reward is the sum of these counts times their weights, and never below {@link
 * TraitCounts#FLOOR}:
 *
 * <table>
 * <caption>The traits</caption>
 * <tr><th>trait</th><th>weight</th><th>counts</th></tr>
 * <tr><td>tips</td><td>+1</td><td>distinct tips on topic and intent, at most 3</td></tr>
 * <tr><td>excess</td><td>−0.5</td><td>such tips beyond the third</td></tr>
 * <tr><td>wrong intent</td><td>−0.5</td><td>tips on the topic that answer another question</td></tr>
 * <tr><td>wrong topic</td><td>−0.75</td><td>tips about another topic</td></tr>
 * <tr><td>no help</td><td>−0.5</td><td>1 if there is no tip on topic and intent</td></tr>
 * <tr><td>attentive</td><td>+1</td><td>1 if the detail of the prompt is taken up</td></tr>
 * <tr><td>misread</td><td>−0.5</td><td>details mentioned that the prompt does not have</td></tr>
 * <tr><td>greeting</td><td>+0.5</td><td>1 if the first sentence is warm</td></tr>
 * <tr><td>closing</td><td>+0.5</td><td>1 if the last sentence encourages</td></tr>
 * <tr><td>rude</td><td>−1</td><td>rude sentences</td></tr>
 * <tr><td>vague</td><td>−0.5</td><td>sentences that say nothing definite</td></tr>
 * <tr><td>repeated</td><td>−0.5</td><td>sentences that say a thing again</td></tr>
 * <tr><td>broken</td><td>−1</td><td>sentences outside the grammar or out of place; a ramble counts
 * 1 per 12 words, an empty answer 2</td></tr>
 * <tr><td>overlong</td><td>−0.05</td><td>words beyond 45</td></tr>
 * </table>
 *
 * <p>The best answer to a prompt with a detail earns 5, to a prompt without one 4. To a prompt that
 * is not of this world no tip is relevant.
 */
public final class GoldenReward {
  /** A sentence outside the grammar counts as one error per this many words. */
  private static final int RAMBLE = 12;

  private final Phrasebook phrasebook;
  private final PromptWriter questions;

  GoldenReward(Phrasebook phrasebook, PromptWriter questions) {
    this.phrasebook = phrasebook;
    this.questions = questions;
  }

  /** Returns the golden reward of an answer. */
  public double score(String prompt, String response) {
    return grade(prompt, response).golden();
  }

  /** Returns the golden reward of an answer with all trait counts. */
  public TraitCounts grade(String prompt, String response) {
    return new Reader(questions.read(prompt)).grade(response);
  }

  /** Parses a prompt, or returns nothing if it is not one of this world's. */
  public Optional<WorldPrompt> understand(String prompt) {
    return questions.read(prompt);
  }

  /** Returns what the tips of an answer are about, independent of the prompt. */
  public Set<TopicIntent> topicsOf(String response) {
    Set<TopicIntent> found = new HashSet<>();
    for (String sentence : Spelling.sentences(response)) {
      if (phrasebook.read(sentence).orElse(null) instanceof Phrasebook.Tip tip) {
        found.add(tip.combination());
      }
    }
    return found;
  }

  /** Reads one answer, sentence by sentence. */
  private final class Reader {
    private final Optional<WorldPrompt> question;
    private final TraitCounts.Tally tally = new TraitCounts.Tally();
    private final Set<Phrasebook.Meaning> said = new HashSet<>();
    private int tips;

    Reader(Optional<WorldPrompt> question) {
      this.question = question;
    }

    TraitCounts grade(String response) {
      List<String> sentences = Spelling.sentences(response);
      for (int i = 0; i < sentences.size(); i++) {
        read(sentences.get(i), i == 0, i == sentences.size() - 1);
      }
      tally.add(Trait.BROKEN, sentences.isEmpty() ? 2 : 0);
      tally.addTips(tips);
      tally.addWords(Spelling.words(response));
      return tally.grades();
    }

    private void read(String sentence, boolean first, boolean last) {
      Optional<Phrasebook.Meaning> meaning = phrasebook.read(sentence);
      if (meaning.isEmpty()) {
        tally.add(Trait.BROKEN, (Spelling.words(sentence) + RAMBLE - 1) / RAMBLE);
      } else if (!said.add(meaning.get())) {
        tally.add(Trait.REPEATED, 1);
      } else if (meaning.get() instanceof Phrasebook.Tip tip) {
        countTip(tip.combination());
      } else if (meaning.get() instanceof Phrasebook.Reply reply) {
        boolean right = question.flatMap(WorldPrompt::detail).equals(Optional.of(reply.detail()));
        tally.add(right ? Trait.ATTENTIVE : Trait.MISREAD, 1);
      } else if (meaning.get() instanceof Phrasebook.Manner manner) {
        tally.add(inPlace(manner.trait(), first, last) ? manner.trait() : Trait.BROKEN, 1);
      }
    }

    private void countTip(TopicIntent about) {
      TopicIntent asked = question.map(WorldPrompt::combination).orElse(new TopicIntent("", ""));
      if (about.equals(asked)) {
        tips++;
      } else {
        boolean onTopic = about.topic().equals(asked.topic());
        tally.add(onTopic ? Trait.WRONG_INTENT : Trait.WRONG_TOPIC, 1);
      }
    }

    private static boolean inPlace(Trait trait, boolean first, boolean last) {
      return (trait != Trait.GREETING || first) && (trait != Trait.CLOSING || last);
    }
  }
}
