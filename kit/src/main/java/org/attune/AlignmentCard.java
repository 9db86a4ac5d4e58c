package org.attune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.method.AlignmentMethod;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.PolicyTraining;
import org.attune.util.InvalidInputException;
import org.attune.util.KitVersion;
import org.attune.view.Numbers;
import tech.tablesaw.api.Row;

/** What a model card says of an alignment and its evaluation: nothing private, so no paths. */
final class AlignmentCard {
  private AlignmentCard() {}

  /** Returns method, settings, data and figures by name, without a pass over data or weights. */
  static Map<String, String> facts(
      String start, AlignmentMethod method, String dataHash, PolicyTraining.Result run) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("start", start);
    facts.put("settings", "`" + method + "`");
    facts.put("data, SHA-256", dataHash);
    facts.put("examples", Numbers.count(run.examples()));
    List<StepMetrics> steps = run.history().steps();
    facts.put("steps", steps.size() + (run.finished() ? "" : ", interrupted"));
    if (!steps.isEmpty()) {
      facts.put("loss, first and last step", both(steps.get(0).loss(), last(steps).loss()));
      new TreeMap<>(last(steps).parts())
          .forEach((name, value) -> facts.put("last step's " + name, Numbers.text(value)));
      facts.remove("last step's " + History.HELD_OUT_LOSS);
    }
    List<Double> held = run.history().heldOutLosses();
    if (!held.isEmpty()) {
      facts.put("held-out loss, first and last", both(held.get(0), held.get(held.size() - 1)));
    }
    facts.put("trained by", "Attune " + KitVersion.of("attune"));
    return facts;
  }

  /** Returns a card's section about a policy's figures in an evaluation, as Markdown. */
  static String evaluation(String policy, Evaluation evaluation) {
    InvalidInputException.unless(
        evaluation.policies().contains(policy),
        "The evaluation is of %s, not of '%s'; evaluate this policy, or give it that name with"
            + " named(…).",
        evaluation.policies(),
        policy);
    StringBuilder section = new StringBuilder("## Evaluation: " + policy + "\n\n");
    section.append("| decoding | metric | value [95 % interval] | prompts | seeds |\n");
    section.append("|---|---|---|---|---|\n");
    for (Row row : evaluation.table()) {
      if (row.getString("policy").equals(policy)) {
        section.append(line(row));
      }
    }
    return section.toString();
  }

  private static String line(Row row) {
    return "| %s | %s | %s | %d | %d |\n"
        .formatted(
            row.getString("decoding"),
            row.getString("metric"),
            Numbers.interval(row.getDouble("value"), row.getDouble("low"), row.getDouble("high")),
            row.getInt("prompts"),
            row.getInt("seeds"));
  }

  private static StepMetrics last(List<StepMetrics> steps) {
    return steps.get(steps.size() - 1);
  }

  private static String both(double first, double last) {
    return Numbers.text(first) + " and " + Numbers.text(last);
  }
}
