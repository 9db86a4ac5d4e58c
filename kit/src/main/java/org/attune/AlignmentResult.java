package org.attune;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.cluster.Portable;
import org.attune.evaluate.Metric;
import org.attune.inspect.AnswerComparison;
import org.attune.inspect.PairMargins;
import org.attune.method.AlignmentMethod;
import org.attune.model.io.ModelCard;
import org.attune.reward.Reward;
import org.attune.runs.RunRecord;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.History;
import org.attune.train.offline.EncodingReport;
import org.attune.train.offline.PolicyTraining;
import org.attune.view.Costs;
import org.attune.view.HtmlDisplayable;
import org.knowm.xchart.XYChart;

/**
 * The result of a finished or interrupted alignment: the policy before and after, and the history
 * of its training.
 */
public final class AlignmentResult implements HtmlDisplayable, Portable {
  private final Policy start;
  private final Policy policy;
  private final AlignmentMethod method;
  private final PolicyTraining.Result result;
  private final RunContext context;
  private final List<AlignmentResult> rounds;
  private final double seconds;
  private final List<Policy> snapshots;

  AlignmentResult(
      Policy start, AlignmentMethod method, PolicyTraining.Result result, RunContext context) {
    this(start, method, result, context, List.of(), 0, List.of());
  }

  private AlignmentResult(
      Policy start,
      AlignmentMethod method,
      PolicyTraining.Result result,
      RunContext context,
      List<AlignmentResult> rounds,
      double seconds,
      List<Policy> snapshots) {
    this.snapshots = List.copyOf(snapshots);
    this.rounds = List.copyOf(rounds);
    this.seconds = seconds;
    this.start = start;
    this.method = method;
    this.result = result;
    this.context = context;
    var facts = AlignmentCard.facts(start.name(), method, context.dataHash(), result);
    ModelCard card = start.card().and(start.model().base().origin(), method.name(), facts);
    this.policy = Policy.of(method.name(), result.model(), result.layout(), card);
  }

  @Override
  public Parts parts() {
    return new ResultParts(start, method, result, context, rounds, seconds, snapshots);
  }

  private record ResultParts(
      Policy start,
      AlignmentMethod method,
      PolicyTraining.Result result,
      RunContext context,
      List<AlignmentResult> rounds,
      double seconds,
      List<Policy> snapshots)
      implements Parts {
    @Override
    public Object whole() {
      return new AlignmentResult(start, method, result, context, rounds, seconds, snapshots);
    }
  }

  /**
   * Joins rounds, each of which began where the previous one ended; {@code context} holds all costs
   * except those of their steps.
   */
  static AlignmentResult ofRounds(
      Policy start,
      AlignmentMethod method,
      List<AlignmentResult> rounds,
      boolean finished,
      RunContext context) {
    return new AlignmentResult(
        start,
        method,
        PolicyTraining.Result.joined(rounds.stream().map(r -> r.result).toList(), finished),
        context,
        rounds,
        0,
        rounds.stream().flatMap(round -> round.snapshots.stream()).toList());
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
    return new AlignmentResult(start, method, result, context, rounds, whole, snapshots);
  }

  /** Returns this result with the snapshots that were kept. */
  AlignmentResult with(List<Policy> kept) {
    return new AlignmentResult(start, method, result, context, rounds, seconds, kept);
  }

  /**
   * Returns the seconds of each stage: what is known of earlier costs (reward model, responses,
   * labels) and the run's own steps, including those before a resume.
   */
  public Costs costs() {
    return context.before().and(Timings.on(method.name(), history()));
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
    return summary().notes();
  }

  /** Evaluates the policy and its start on a dataset's prompts. */
  public Evaluation evaluate(Dataset prompts, Metric... metrics) {
    return Evaluate.policies(List.of(start, policy), prompts, metrics);
  }

  /**
   * Asks the start and the policy the same prompts and returns their greedy answers side by side,
   * with the differences marked.
   */
  public AnswerComparison answers(List<String> prompts) {
    return answers(prompts, GenerationConfig.greedy(), Optional.empty());
  }

  /** Returns the greedy answers side by side with their rewards. */
  public AnswerComparison answers(List<String> prompts, Reward reward) {
    return answers(prompts, GenerationConfig.greedy(), Optional.of(reward));
  }

  /** Returns answers side by side, sampled with the given decoding. */
  public AnswerComparison answers(List<String> prompts, GenerationConfig decoding) {
    return answers(prompts, decoding, Optional.empty());
  }

  /**
   * Returns answers side by side with their rewards, sampled with the given decoding. Both policies
   * draw with the same random numbers.
   */
  public AnswerComparison answers(List<String> prompts, GenerationConfig decoding, Reward reward) {
    return answers(prompts, decoding, Optional.of(reward));
  }

  private AnswerComparison answers(
      List<String> prompts, GenerationConfig decoding, Optional<Reward> reward) {
    return AnswerComparison.of(
        List.of(start.name(), policy.name()),
        prompts,
        start.answers(prompts, decoding),
        policy.answers(prompts, decoding),
        reward);
  }

  /**
   * Returns the margins of pairs at the start, at each snapshot and at the end; reading them takes
   * one pass over the pairs for each of these.
   */
  public PairMargins margins(Dataset pairs) {
    return PolicySnapshots.margins(start, snapshots, policy, history(), pairs.pairs());
  }

  /**
   * Writes the whole run into a new folder: the policy and its start as Hugging Face folders,
   * history, settings, provenance, and the text of {@link #reproduce}. {@link #load} reads it, and
   * {@code Runs.in(folder)} lists several.
   */
  public Path save(Path folder) {
    return AlignmentFiles.save(this, folder);
  }

  /**
   * Loads a run that {@link #save} wrote. Its method describes the run; to train again, take the
   * text of {@link #reproduce}. Rounds and snapshots are not kept.
   */
  public static AlignmentResult load(Path folder) {
    return AlignmentFiles.load(folder);
  }

  /**
   * Returns Java text that repeats this run in a notebook or in JShell. What only your program
   * knows, such as a reward that is a lambda, is a variable that its first line names.
   */
  public String reproduce() {
    return context.reproduce();
  }

  /** Returns what is known about this run beside its steps. */
  RunContext context() {
    return context;
  }

  /** Returns what a kept run's {@code run.json} says about it. */
  public RunRecord record() {
    return AlignmentFiles.record(this);
  }

  /** Returns the provenance of the result. */
  public Provenance provenance() {
    return context.provenance(method, start);
  }

  /**
   * Draws the smoothed loss, or for an online run the reward, since its loss is not informative.
   */
  public XYChart chart() {
    return summary().chart();
  }

  private AlignmentSummary summary() {
    return new AlignmentSummary(
        method.name(), result, context.warnings(), rounds.stream().map(r -> r.result).toList());
  }

  @Override
  public String html() {
    return summary().html(costs().table());
  }

  @Override
  public String toString() {
    return summary().line();
  }
}
