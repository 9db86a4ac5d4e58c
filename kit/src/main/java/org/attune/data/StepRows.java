package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Rejects rows that judge the steps of one answer, for process reward models: PRM800K,
 * Math-Shepherd and TRL's stepwise supervision. The steps would be read as responses that compete.
 */
final class StepRows {
  private static final String SENTENCE =
      "the row judges the steps of one answer (%s), but rewards and losses here are of whole"
          + " responses; give each whole answer a score or a label";

  private StepRows() {}

  static void refuse(JsonObject row) {
    InvalidInputException.unless(!isTrl(row), SENTENCE, "labels of completions");
    InvalidInputException.unless(
        !(row.get("label") instanceof JsonObject label && label.has("steps")),
        SENTENCE,
        "label.steps");
    InvalidInputException.unless(
        !(row.keySet().containsAll(Set.of("input", "label", "task"))
            && isText(row.get("label"))
            && row.get("label").getAsString().contains("Step ")),
        SENTENCE,
        "the marks in label");
  }

  private static boolean isTrl(JsonObject row) {
    return row.keySet().containsAll(Set.of("completions", "labels"))
        && row.get("labels") instanceof JsonArray labels
        && !labels.isEmpty()
        && labels.get(0).isJsonPrimitive()
        && labels.get(0).getAsJsonPrimitive().isBoolean();
  }

  private static boolean isText(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
  }
}
