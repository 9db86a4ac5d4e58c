package org.attune.data.world;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader of the world writes below an answer: a few plain sentences on what is good and bad
 * about it.
 *
 * <p>Large base models have read millions of such remarks and bring an idea of quality along when a
 * reward model is made of them. The embedded base model gets its idea from these.
 */
public final class Review {
  private static final List<String> TIPS =
      List.of(
          "It has no good tip.",
          "It has one good tip.",
          "It has two good tips.",
          "It has three good tips.");

  private Review() {}

  /** Returns the remarks on an answer, in a fixed order. */
  public static String of(Grades grades) {
    List<String> remarks = new ArrayList<>();
    remarks.add(TIPS.get(Math.min(grades.count(Trait.TIPS), TIPS.size() - 1)));
    remark(remarks, grades, Trait.WRONG_TOPIC, "It talks about something else.");
    remark(remarks, grades, Trait.WRONG_INTENT, "It answers another question.");
    remark(remarks, grades, Trait.ATTENTIVE, "It takes the detail up.");
    remark(remarks, grades, Trait.MISREAD, "It gets the detail wrong.");
    remark(remarks, grades, Trait.RUDE, "It is rude.");
    remark(remarks, grades, Trait.VAGUE, "It is vague.");
    remark(remarks, grades, Trait.REPEATED, "It says a thing twice.");
    remark(remarks, grades, Trait.GREETING, "It begins warmly.");
    remark(remarks, grades, Trait.CLOSING, "It ends warmly.");
    return "Review: " + String.join(" ", remarks);
  }

  private static void remark(List<String> remarks, Grades grades, Trait trait, String sentence) {
    if (grades.count(trait) > 0) {
      remarks.add(sentence);
    }
  }
}
