package org.attune.world;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Demonstration;

/**
 * A reader's review of an answer: how many good tips it has, and a few plain sentences on its other
 * merits and faults.
 *
 * <p>Large base models have read millions of such remarks, which gives a reward model trained from
 * them a notion of quality. The bundled base model gets its notion from these reviews.
 */
public final class AnswerReview {
  private static final List<String> TIPS =
      List.of("No good tip.", "One good tip.", "Two good tips.", "Three good tips.");

  private AnswerReview() {}

  /** Returns the remarks on an answer in a fixed order. */
  public static String of(TraitCounts grades) {
    List<String> remarks = new ArrayList<>();
    remarks.add(tips(grades.count(Trait.TIPS)));
    remark(remarks, grades, Trait.WRONG_TOPIC, "It talks about something else.");
    remark(remarks, grades, Trait.WRONG_INTENT, "It answers another question.");
    remark(remarks, grades, Trait.ATTENTIVE, "It takes the detail up.");
    remark(remarks, grades, Trait.MISREAD, "It gets the detail wrong.");
    remark(remarks, grades, Trait.RUDE, "It is rude.");
    remark(remarks, grades, Trait.VAGUE, "It is vague.");
    remark(remarks, grades, Trait.REPEATED, "It says a thing twice.");
    remark(remarks, grades, Trait.GREETING, "It begins warmly.");
    remark(remarks, grades, Trait.CLOSING, "It ends warmly.");
    return String.join(" ", remarks);
  }

  /** Returns the remarks on an answer to a prompt of the world. */
  public static String of(GoldenReward golden, Demonstration answer) {
    return of(golden.grade(answer.prompt(), answer.response()));
  }

  /** Returns the remark on the number of good tips, with which a review begins. */
  public static String tips(int count) {
    return TIPS.get(Math.min(count, TIPS.size() - 1));
  }

  private static void remark(
      List<String> remarks, TraitCounts grades, Trait trait, String sentence) {
    if (grades.count(trait) > 0) {
      remarks.add(sentence);
    }
  }
}
