package org.attune.world;

/**
 * The traits that the golden reward counts. Every trait is a count of something in the answer, and
 * the golden reward is the sum of count times weight.
 */
public enum Trait {
  /** Distinct tips for the topic and the intent asked about; three are enough. */
  TIPS(1.0, "distinct tips on topic and intent, at most 3"),
  /** Useful tips beyond the third, which are too many. */
  EXCESS(-0.5, "such tips beyond the third"),
  /** Tips about the right topic that answer another question. */
  WRONG_INTENT(-0.5, "tips on the topic that answer another question"),
  /** Tips about another topic. */
  WRONG_TOPIC(-0.75, "tips about another topic"),
  /** Answers without a single tip on topic and intent. */
  NO_HELP(-0.5, "1 if there is no tip on topic and intent"),
  /** Taking up the detail that the prompt mentions. */
  ATTENTIVE(1.0, "1 if the detail of the prompt is taken up"),
  /** Talking about a detail that the prompt does not mention. */
  MISREAD(-0.5, "details mentioned that the prompt does not have"),
  /** A warm first sentence. */
  GREETING(0.5, "1 if the first sentence is warm"),
  /** An encouraging last sentence. */
  CLOSING(0.5, "1 if the last sentence encourages"),
  /** Rude sentences. */
  RUDE(-1.0, "rude sentences"),
  /** Sentences that say nothing definite. */
  VAGUE(-0.5, "sentences that say nothing definite"),
  /** Repeated sentences. */
  REPEATED(-0.5, "sentences that say a thing again"),
  /** Sentences outside the world's grammar; a ramble counts one per twelve words. */
  BROKEN(
      -1.0, "sentences not in the world's grammar or out of place; a ramble counts 1 per 12 words"),
  /** Words beyond the forty-fifth. */
  OVERLONG(-0.05, "words beyond 45");

  private final double weight;
  private final String meaning;

  Trait(double weight, String meaning) {
    this.weight = weight;
    this.meaning = meaning;
  }

  /** Returns what one count of this trait adds to the golden reward. */
  public double weight() {
    return weight;
  }

  /** Returns what is counted, in a few words. */
  public String meaning() {
    return meaning;
  }
}
