package org.attune;

import java.util.ArrayList;
import java.util.List;
import org.attune.inspect.DatasetReport;
import org.attune.inspect.TrainingWarnings;
import org.attune.train.loop.StepMetrics;
import org.attune.tune.LossChart;
import org.attune.view.ChartImages;
import org.attune.view.Html;
import org.attune.view.Numbers;

/** What is said about a finished training: one line, the notes, and the card of a notebook. */
final class AlignmentSummary {
  private AlignmentSummary() {}

  /** Returns the warnings and remarks about a run, one sentence each. */
  static List<String> notes(AlignmentResult run) {
    List<String> notes = new ArrayList<>(run.encoding().notes());
    notes.addAll(run.context().warnings());
    notes.addAll(TrainingWarnings.of(run.history()));
    if (run.history().isWithoutSignal()) {
      notes.add(
          "Every group of responses had equal rewards, so the policy learnt nothing and equals the"
              + " start policy; use a reward that distinguishes responses, or more samples per"
              + " prompt.");
    }
    return List.copyOf(notes);
  }

  /** Returns the card: the line, the notes, the chart and the costs. */
  static String html(AlignmentResult run) {
    return Html.heading(line(run))
        + DatasetReport.list(notes(run))
        + ChartImages.html(run.chart())
        + Html.table(run.costs().table());
  }

  /** Returns the method, the number of steps, the last losses and the duration. */
  static String line(AlignmentResult run) {
    List<StepMetrics> steps = run.history().steps();
    String loss =
        steps.isEmpty() ? "" : ", loss " + Numbers.text(steps.get(steps.size() - 1).loss());
    return String.format(
        "Alignment(%s, %d steps%s%s, %s s%s)",
        run.method().name(),
        steps.size(),
        loss,
        heldOut(run),
        Numbers.text(run.history().seconds()),
        run.finished() ? "" : ", interrupted");
  }

  /** Rounds hold different answers back, so only the losses of one round can be compared. */
  private static String heldOut(AlignmentResult run) {
    List<AlignmentResult> all = run.rounds();
    String last = LossChart.words(all.get(all.size() - 1).history());
    return all.size() == 1 || last.isEmpty() ? last : last + " in the last round";
  }
}
