package org.attune.data;

import java.util.List;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Reads two responses with the strength of a preference, negative for the first and positive for
 * the second: the preferences of HelpSteer 2 and 3.
 */
final class StrengthRows {
  private static final Set<String> SECOND_EDITION =
      Set.of("response_1", "response_2", "preference_strength");
  private static final Set<String> THIRD_EDITION =
      Set.of("response1", "response2", "overall_preference");

  private static final double STRONGEST = 3;

  private StrengthRows() {}

  static boolean has(JsonFields fields) {
    return fields.columns().containsAll(SECOND_EDITION)
        || fields.columns().containsAll(THIRD_EDITION);
  }

  /** Reads a ranking whose scores differ by the strength; a strength of 0 is a tie. */
  static Ranking read(JsonFields fields) {
    boolean second = fields.columns().containsAll(SECOND_EDITION);
    String prompt = PromptParser.read(fields);
    String first = fields.columnText(second ? "response_1" : "response1");
    String other = fields.columnText(second ? "response_2" : "response2");
    String column = second ? "preference_strength" : "overall_preference";
    double strength = fields.columnNumber(column);
    InvalidInputException.unless(
        Math.abs(strength) <= STRONGEST,
        "%s.%s is %s; expected a strength from -3 (the first is much better) to 3 (the second is)",
        fields.path(),
        column,
        strength);
    fields.repeats(name -> name.contains("preference")); // the reasons and the single votes
    return Ranking.sorted(
        prompt, List.of(first, other), List.of(0.0 - strength / 2, 0.0 + strength / 2));
  }
}
