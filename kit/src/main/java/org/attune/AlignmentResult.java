package org.attune;

import java.util.ArrayList;
import java.util.List;
import org.attune.evaluate.Metric;
import org.attune.method.AlignmentMethod;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.EncodingReport;
import org.attune.train.offline.PolicyTraining;
import org.attune.tune.LossChart;
import org.attune.view.ChartImages;
import org.attune.view.Costs;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.knowm.xchart.XYChart;

/**
 * The result of a finished or interrupted alignment: the policy before and after, and the history
 * of its training.
 */
public final class AlignmentResult implements HtmlDisplayable {
  private final Policy start;
  private final Policy policy;
  private final AlignmentMethod method;
  private final PolicyTraining.Result result;
  private final DataCard data;
  private final List<AlignmentResult> rounds;
  private final double seconds;
  private final Costs before;
  private final List<Policy> snapshots;

  AlignmentResult(
      Policy start,
      AlignmentMethod method,
      PolicyTraining.Result result,
      DataCard data,
      Costs before) {
    this(start, method, result, data, List.of(), 0, before, List.of());
  }

  private AlignmentResult(
      Policy start,
      AlignmentMethod method,
      PolicyTraining.Result result,
      DataCard data,
      List<AlignmentResult> rounds,
      double seconds,
      Costs before,
      List<Policy> snapshots) {
    this.before = before;
    this.snapshots = List.copyOf(snapshots);
    this.rounds = List.copyOf(rounds);
    this.seconds = seconds;
    this.start = start;
    this.method = method;
    this.result = result;
    this.data = data;
    this.policy = Policy.of(method.name(), result.model(), result.layout());
  }

  /**
   * Joins rounds, each of which began where the previous one ended; {@code before} holds all costs
   * except those of their steps.
   */
  static AlignmentResult ofRounds(
      Policy start,
      AlignmentMethod method,
      List<AlignmentResult> rounds,
      boolean finished,
      Costs before) {
    List<PolicyTraining.Result> results = rounds.stream().map(round -> round.result).toList();
    return new AlignmentResult(
        start,
        method,
        PolicyTraining.Result.joined(results, finished),
        rounds.get(0).data,
        rounds,
        0,
        before,
        rounds.stream().flatMap(round -> round.snapshots.stream()).toList());
  }

  /**
   * Collects the snapshots of a training, named after the method and the step; an existing consumer
   * still receives them.
   */
  static RunOptions snapshots(RunOptions runOptions, AlignmentMethod method, List<Policy> into) {
    return runOptions.onSnapshot(
        snapshot -> {
          String name = method.name() + " @" + snapshot.step();
          into.add(Policy.of(name, snapshot.model(), snapshot.layout()));
          runOptions.snapshotConsumer().accept(snapshot);
        });
  }

  /**
   * Returns the rounds of an iterative method, each with its policy, or only this result if there
   * are none.
   */
  public List<AlignmentResult> rounds() {
    return rounds.isEmpty() ? List.of(this) : rounds;
  }

  /** Returns the aligned policy, named after the method. */
  public Policy policy() {
    return policy;
  }

  /** Returns the policy that training started from. */
  public Policy start() {
    return start;
  }

  /** Returns the method. */
  public AlignmentMethod method() {
    return method;
  }

  /** Returns the history of the training steps. */
  public History history() {
    return result.history();
  }

  /** Returns false when training was interrupted; the policy is then what it was at that point. */
  public boolean finished() {
    return result.finished();
  }

  /** Returns the duration in seconds, including sampling, labelling and reference scores. */
  public double seconds() {
    return Math.max(seconds, history().seconds());
  }

  /** Returns this result with the time it took. */
  AlignmentResult withSeconds(double whole) {
    return new AlignmentResult(start, method, result, data, rounds, whole, before, snapshots);
  }

  /** Returns this result with the snapshots that were kept. */
  AlignmentResult with(List<Policy> kept) {
    return new AlignmentResult(start, method, result, data, rounds, seconds, before, kept);
  }

  /**
   * Returns the seconds of each stage: what is known of earlier costs (reward model, responses,
   * labels) and the run's own steps, including those before a resume.
   */
  public Costs costs() {
    return before.and(Timings.on(method.name(), history()));
  }

  /**
   * Returns the snapshots of the policy, in order; {@code RunOptions.defaults().snapshots(20)}
   * keeps one every 20 steps.
   */
  public List<Policy> snapshots() {
    return snapshots;
  }

  /** Returns how many examples the method used: labelled responses, pairs or groups. */
  public int examples() {
    return result.examples();
  }

  /** Returns the number of prompts that were truncated to fit the context. */
  public int cutPrompts() {
    return result.encoding().cutPrompts();
  }

  /** Returns the number of responses that were truncated to fit the context. */
  public int cutResponses() {
    return result.encoding().cutResponses();
  }

  /** Returns the report on how texts were encoded to token ids. */
  public EncodingReport encoding() {
    return result.encoding();
  }

  /** Returns the warnings and remarks about this run, one sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(encoding().notes());
    if (history().isWithoutSignal()) {
      notes.add(
          "Every group of responses had equal rewards, so the policy learnt nothing and is still"
              + " the start; take a reward that tells responses apart, or more samples per"
              + " prompt.");
    }
    return List.copyOf(notes);
  }

  /** Evaluates the policy and its start on a dataset's prompts. */
  public Evaluation evaluate(Dataset prompts, Metric... metrics) {
    return Evaluate.policies(List.of(start, policy), prompts, metrics);
  }

  /** Returns the provenance of the result. */
  public Provenance provenance() {
    return Provenance.of(method, data.hash(), start);
  }

  /**
   * Draws the smoothed loss, or for an online run the reward, since its loss is not informative.
   */
  public XYChart chart() {
    boolean online =
        !history().steps().isEmpty() && history().steps().get(0).parts().containsKey("reward");
    String what = online ? "reward" : "loss";
    return LossChart.of(method.name(), what, history());
  }

  @Override
  public String html() {
    return "<p><b>"
        + Html.escape(toString())
        + "</b></p>"
        + data.html()
        + DataCard.html(notes())
        + ChartImages.html(chart())
        + Html.table(costs().table());
  }

  @Override
  public String toString() {
    int steps = history().steps().size();
    String loss =
        steps == 0 ? "" : ", loss " + Numbers.text(history().steps().get(steps - 1).loss());
    return String.format(
        "Alignment(%s, %d steps%s%s, %s s%s)",
        method.name(),
        steps,
        loss,
        LossChart.words(history()),
        Numbers.text(history().seconds()),
        finished() ? "" : ", interrupted");
  }
}
