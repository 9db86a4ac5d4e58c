package org.attune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.attune.inspect.DatasetReport;
import org.attune.inspect.TrainingWarnings;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.PolicyTraining;
import org.attune.tune.LossChart;
import org.attune.view.ChartImages;
import org.attune.view.Html;
import org.attune.view.Numbers;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * What is said about a finished training: one line, and the notes.
 *
 * @param method the method's name
 * @param run the training, all rounds joined
 * @param warnings sentences about the labels and the start
 * @param rounds the trainings of an iterative method; empty for others
 */
record AlignmentSummary(
    String method,
    PolicyTraining.Result run,
    List<String> warnings,
    List<PolicyTraining.Result> rounds) {

  /** Returns the warnings and remarks about a run, one sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(run.encoding().notes());
    notes.addAll(warnings);
    notes.addAll(TrainingWarnings.of(run.history()));
    if (run.history().isWithoutSignal()) {
      notes.add(
          "Every group of responses had equal rewards, so the policy learnt nothing and equals the"
              + " start policy; use a reward that distinguishes responses, or more samples per"
              + " prompt.");
    }
    return List.copyOf(notes);
  }

  /** Draws the smoothed loss, or the reward of an online run, whose loss says little. */
  XYChart chart() {
    String what = rewards().length > 0 ? History.REWARD : "loss";
    return LossChart.of(method, what, run.history());
  }

  /** Returns the card: the line, the notes, the chart and the costs. */
  String html(Table costs) {
    return Html.heading(line())
        + DatasetReport.list(notes())
        + ChartImages.html(chart())
        + Html.table(costs);
  }

  /** Returns the method, the number of steps, the last losses and the duration. */
  String line() {
    List<StepMetrics> steps = run.history().steps();
    String loss =
        steps.isEmpty() ? "" : ", loss " + Numbers.text(steps.get(steps.size() - 1).loss());
    String progress = rewards().length > 0 ? rise(rewards()) : loss;
    return String.format(
        "Alignment(%s, %s%s%s, %s s%s)",
        method,
        Numbers.counted(steps.size(), "step", "steps"),
        progress,
        heldOut(),
        Numbers.text(run.history().seconds()),
        run.finished() ? "" : ", interrupted");
  }

  /** Returns the mean rewards of the rollouts of an online run; empty for others. */
  private double[] rewards() {
    return run.history().steps().stream()
        .map(StepMetrics::rolloutReward)
        .flatMapToDouble(OptionalDouble::stream)
        .toArray();
  }

  /** Returns the average rewards of the first and the last tenth of the rollouts. */
  private static String rise(double[] rewards) {
    int tenth = Math.max(1, rewards.length / 10);
    double first = Arrays.stream(rewards, 0, tenth).average().orElseThrow();
    double last =
        Arrays.stream(rewards, rewards.length - tenth, rewards.length).average().orElseThrow();
    return rewards.length == 1
        ? ", reward " + Numbers.text(last)
        : ", reward " + Numbers.text(first) + " → " + Numbers.text(last);
  }

  /** Rounds hold different answers back, so only the losses of one round can be compared. */
  private String heldOut() {
    PolicyTraining.Result end = rounds.isEmpty() ? run : rounds.get(rounds.size() - 1);
    String last = LossChart.words(end.history());
    return rounds.size() <= 1 || last.isEmpty() ? last : last + " in the last round";
  }
}
