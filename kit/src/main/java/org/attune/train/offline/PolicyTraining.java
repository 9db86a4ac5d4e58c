package org.attune.train.offline;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.attune.method.Grouping;
import org.attune.method.OfflineMethod;
import org.attune.method.Requirement;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.ScoreSensitivity;
import org.attune.model.TokenizedExample;
import org.attune.model.family.FileNames;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.HeldOut;
import org.attune.train.loop.HeldOutLoss;
import org.attune.train.loop.History;
import org.attune.train.loop.OfflineTrainer;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingLoop;
import org.attune.util.InvalidInputException;

/**
 * Trains a policy on labelled responses with any offline method: sets prompts aside for the
 * held-out loss, encodes the others, runs the reference model if the method needs it, and takes the
 * steps.
 */
public final class PolicyTraining {
  private final LanguageModel start;
  private final PromptTemplate layout;
  private final OfflineMethod method;
  private final ExampleBuilder builder;

  /**
   * Prepares a training; the start is copied and not changed.
   *
   * @param start the policy to start from
   * @param layout the prompt template of that policy
   * @param method the method, with its training configuration
   */
  public PolicyTraining(LanguageModel start, PromptTemplate layout, OfflineMethod method) {
    this.start = start;
    this.layout = layout;
    this.method = method.withLearningRate(start);
    this.builder = new ExampleBuilder(start, this.method.layout(layout), this.method);
  }

  /**
   * A trained policy.
   *
   * @param model the policy's weights after the last step
   * @param layout the prompt template
   * @param history all steps
   * @param finished false when training was interrupted
   * @param examples the number of examples: responses, pairs or groups
   * @param encoding the report on how texts were encoded to token ids
   */
  public record Result(
      LanguageModel model,
      PromptTemplate layout,
      History history,
      boolean finished,
      int examples,
      EncodingReport encoding) {
    /** Returns the last of several consecutive results, with the history of all. */
    public static Result joined(List<Result> results, boolean finished) {
      Result last = results.get(results.size() - 1);
      return new Result(
          last.model,
          last.layout,
          History.joined(results.stream().map(Result::history).toList()),
          finished,
          results.stream().mapToInt(Result::examples).sum(),
          results.stream()
              .map(Result::encoding)
              .reduce(EncodingReport::and)
              .orElseGet(EncodingReport::none));
    }

    private Result encoded(EncodingReport report) {
      return new Result(model, layout, history, finished, examples, report);
    }
  }

  /** Returns the responses that the method learns from. */
  private List<LabelledResponse> used(List<LabelledResponse> data) {
    List<LabelledResponse> used = data.stream().filter(row -> method.uses(row.reward())).toList();
    double highest = data.stream().mapToDouble(LabelledResponse::reward).max().orElse(Double.NaN);
    InvalidInputException.unless(
        !used.isEmpty(),
        "%s uses none of the %d labelled responses, whose highest reward is %.4g; loosen its"
            + " threshold or label more data.",
        method.name(),
        data.size(),
        highest);
    return used;
  }

  /** Trains on labelled responses and returns the trained copy. */
  public Result run(List<LabelledResponse> data, RunOptions runOptions) {
    OfflineMethod.Fitted fitted = fitted(method, start, data);
    if (fitted.start() != start || !fitted.method().equals(method)) {
      return new PolicyTraining(fitted.start(), layout, embedding(fitted)).run(data, runOptions);
    }
    List<LabelledResponse> used = used(data);
    HeldOut<LabelledResponse> split =
        HeldOut.of(used, LabelledResponse::prompt, method.config().validation());
    PolicyObjective.Rows all = builder.rows(split.training());
    List<Integer> alike =
        IntStream.range(0, all.examples().size()).filter(all::isAlike).boxed().toList();
    PolicyObjective.Rows rows = runOptions.dropsAlike() ? all.without(alike) : all;
    requireComparisons(rows, alike.size(), used.size());
    Result result = run(rows, builder.mismatched(split.training()), split.heldOut(), runOptions);
    List<String> prompts =
        alike.stream()
            .map(i -> split.training().get(all.examples().get(i).get(0)).prompt())
            .toList();
    return result.encoded(EncodingReport.of(builder.encoder(), method.layout(layout), prompts));
  }

  private void requireComparisons(PolicyObjective.Rows rows, int alike, int used) {
    InvalidInputException.unless(
        !rows.examples().isEmpty() || alike == 0,
        "%s finds nothing to compare: the responses of all %d comparisons are identical to the"
            + " model.",
        method.name(),
        alike);
    InvalidInputException.unless(
        !rows.examples().isEmpty(),
        "%s finds nothing to compare among %d labelled responses: it needs prompts with two or more"
            + " responses of different reward; load pairs or rankings, or sample more responses.",
        method.name(),
        used);
  }

  /** With LoRA, tokens that a method added are learnt by training the embeddings as a whole. */
  private OfflineMethod embedding(OfflineMethod.Fitted fitted) {
    TrainingConfig plan = fitted.method().config();
    String embedding = start.config().architecture().names().module(FileNames.EMBEDDING);
    boolean more = fitted.start().config().vocabulary() > start.config().vocabulary();
    return more && plan.lora().isPresent()
        ? fitted.method().config(plan.lora(plan.lora().get().andSaving(embedding)))
        : fitted.method();
  }

  /** Fits a method to the data; CA's fit adds tokens to the model, others do nothing. */
  static OfflineMethod.Fitted fitted(
      OfflineMethod method, LanguageModel start, List<LabelledResponse> data) {
    return method.fit(
        start,
        data.stream().map(LabelledResponse::response).toList(),
        data.stream().map(LabelledResponse::reward).toList());
  }

  /** Trains on texts that are already token ids; used for pretraining on whole texts. */
  public Result run(List<TokenizedExample> tokens, List<Double> rewards, RunOptions runOptions) {
    return run(
        new PolicyObjective.Rows(tokens, rewards, Grouping.SINGLES.examples(rewards)),
        List.of(),
        List.of(),
        runOptions);
  }

  private Result run(
      PolicyObjective.Rows rows,
      List<TokenizedExample> mismatched,
      List<LabelledResponse> heldOut,
      RunOptions runOptions) {
    LanguageModel model = start.trainee(method.config().lora(), method.config().seed());
    PolicyObjective objective;
    Optional<HeldOutLoss> heldOutLoss;
    long began = System.nanoTime();
    try {
      objective = objective(model, rows, mismatched, builder.reached(rows), runOptions);
      heldOutLoss = heldOutLoss(model, heldOut, runOptions);
    } catch (ReferenceScores.Stopped stopped) {
      runOptions.callback().onEnd();
      return result(model, new History(List.of()), false, rows.examples().size());
    }
    if (!method.requirements().isEmpty()) {
      objective.prepared((System.nanoTime() - began) / 1e9);
    }
    TrainingLoop.Outcome outcome = takeSteps(model, objective, heldOutLoss, runOptions);
    return result(model, outcome.history(), outcome.finished(), objective.size());
  }

  private TrainingLoop.Outcome takeSteps(
      LanguageModel model,
      PolicyObjective objective,
      Optional<HeldOutLoss> heldOutLoss,
      RunOptions runOptions) {
    return OfflineTrainer.train(
        objective,
        DataParallel.of(model, method.config().compute()),
        method.config(),
        runOptions.watching(model, method.layout(layout)),
        heldOutLoss);
  }

  private Result result(LanguageModel model, History history, boolean finished, int examples) {
    return new Result(
        model, method.layout(layout), history, finished, examples, EncodingReport.none());
  }

  /**
   * Returns the held-out loss under the method's own loss, if the held-out rows form an example.
   */
  private Optional<HeldOutLoss> heldOutLoss(
      LanguageModel model, List<LabelledResponse> heldOut, RunOptions runOptions) {
    if (!runOptions.measures(method.config().validation())) {
      return Optional.empty();
    }
    PolicyObjective.Rows rows = builder.rows(heldOut);
    long prompts = heldOut.stream().map(LabelledResponse::prompt).distinct().count();
    if (rows.examples().isEmpty() || prompts < 2) {
      return Optional.empty();
    }
    Decoder reader = model.trainingDecoder();
    List<Integer> all = IntStream.range(0, heldOut.size()).boxed().toList();
    PolicyObjective objective =
        objective(model, rows, builder.mismatched(heldOut), all, runOptions);
    return Optional.of(
        new HeldOutLoss(
            objective, reader, sensitivity(heldOut, reader), method.config().validation()));
  }

  private Optional<DoubleSupplier> sensitivity(List<LabelledResponse> heldOut, Decoder reader) {
    if (!method.layout(layout).conditional()) {
      return Optional.empty();
    }
    ScoreSensitivity gauge =
        ScoreSensitivity.of(
            heldOut,
            builder.encoder(),
            row -> new ScoreSensitivity.Judged(row.prompt(), row.response(), row.reward()));
    return Optional.of(() -> gauge.mean(reader));
  }

  private PolicyObjective objective(
      LanguageModel model,
      PolicyObjective.Rows rows,
      List<TokenizedExample> mismatched,
      List<Integer> reached,
      RunOptions runOptions) {
    boolean needsReference = !method.requirements().isEmpty();
    Optional<ReferenceScores> scores =
        needsReference
            ? Optional.of(new ReferenceScores(start, model, runOptions))
            : Optional.empty();
    return new PolicyObjective(
        method,
        start,
        model,
        rows,
        scores.map(reference -> reference.of(rows.tokens(), reached)),
        scores
            .filter(reference -> method.requirements().contains(Requirement.MISMATCH))
            .map(
                reference ->
                    new PolicyObjective.Mismatch(mismatched, reference.of(mismatched, reached))));
  }
}
