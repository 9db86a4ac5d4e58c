package org.attune.train;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.BadInput;
import org.attune.method.Method;
import org.attune.method.Scored;
import org.attune.model.Decoder;
import org.attune.model.Encoder;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Native;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenScores;
import org.attune.model.Tokens;
import org.attune.model.Weights;

/** Trains a policy on labelled responses with any method. */
public final class PolicyTraining {
  private final LanguageModel start;
  private final Layout layout;
  private final Method method;

  /**
   * Prepares a training; the start is copied and stays as it is.
   *
   * @param start the policy to start from
   * @param layout how that policy's prompts look
   * @param method the loss and the plan
   */
  public PolicyTraining(LanguageModel start, Layout layout, Method method) {
    this.start = start;
    this.layout = layout;
    this.method = method;
  }

  /** A prompt with a response and its normalised reward. */
  public record Labelled(String prompt, String response, double reward) {}

  /**
   * A trained policy.
   *
   * @param model the policy's weights after the last step
   * @param layout how its prompts look
   * @param history all steps
   * @param finished false when training was interrupted
   * @param examples how many examples the method used
   * @param cutPrompts prompts that lost their oldest tokens to fit the context
   * @param cutResponses responses that lost their end to fit the context
   */
  public record Result(
      LanguageModel model,
      Layout layout,
      History history,
      boolean finished,
      int examples,
      int cutPrompts,
      int cutResponses) {
    private Result cut(int prompts, int responses) {
      return new Result(model, layout, history, finished, examples, prompts, responses);
    }
  }

  /** Trains on labelled responses and returns the trained copy. */
  public Result run(List<Labelled> data, Keeping keeping) {
    Layout laid = method.layout(layout);
    Encoder encoder = new Encoder(start, laid);
    List<Labelled> used = data.stream().filter(row -> method.uses(row.reward())).toList();
    BadInput.unless(
        !used.isEmpty(),
        "%s uses none of the %d labelled responses; loosen its threshold or label more data.",
        method.name(),
        data.size());
    List<Tokens> tokens =
        used.stream()
            .map(row -> encoder.example(row.prompt(), row.response(), row.reward()))
            .toList();
    Result result = run(tokens, used.stream().map(Labelled::reward).toList(), keeping);
    return result.cut(encoder.cutPrompts(), encoder.cutResponses());
  }

  /** Trains on token ids that are laid out already; used for pretraining on whole texts. */
  public Result run(List<Tokens> tokens, List<Double> rewards, Keeping keeping) {
    LanguageModel model = start.copy();
    Task task = new Task(model, tokens, rewards);
    Training.Outcome outcome = new Training(task, method.plan(), keeping).run();
    return new Result(
        model, method.layout(layout), outcome.history(), outcome.finished(), tokens.size(), 0, 0);
  }

  /** The method's loss on the examples. */
  private final class Task implements Objective {
    private final LanguageModel model;
    private final Decoder decoder;
    private final List<Tokens> tokens;
    private final List<Double> rewards;

    Task(LanguageModel model, List<Tokens> tokens, List<Double> rewards) {
      this.model = model;
      this.decoder = model.trainee();
      this.tokens = tokens;
      this.rewards = rewards;
    }

    @Override
    public Weights weights() {
      return model.decoder().weights();
    }

    @Override
    public int size() {
      return tokens.size();
    }

    @Override
    public int length(int example) {
      return tokens.get(example).length();
    }

    @Override
    public double denominator(List<Integer> batch) {
      return method.reduction().denominator(batch.size(), batch(batch).responseTokens());
    }

    @Override
    public NDArray loss(List<Integer> examples) {
      TokenLogProbs policy = TokenScores.of(decoder, batch(examples));
      float[] labels = new float[examples.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = rewards.get(examples.get(i)).floatValue();
      }
      NDArray losses = method.loss(new Scored(policy, weights().manager().create(labels)));
      return method.reduction().sum(losses, policy.tokens());
    }

    @Override
    public Map<String, Double> parts(List<Integer> batch, int step) {
      Map<String, Double> parts = new LinkedHashMap<>();
      parts.put("reward mean", batch.stream().mapToDouble(rewards::get).average().orElse(0));
      int every = method.plan().watchKl();
      if (every > 0 && step % every == 0) {
        parts.put("KL to start", divergence(batch));
      }
      return parts;
    }

    /** Nats per response, on the batch's own responses; both policies read the method's layout. */
    private double divergence(List<Integer> examples) {
      TokenBatch batch = batch(examples);
      return Native.scoped(
          () ->
              TokenScores.divergence(model.decoder(), batch, start.decoder(), batch)
                      .sum()
                      .getFloat()
                  / (double) examples.size());
    }

    private TokenBatch batch(List<Integer> examples) {
      return TokenBatch.of(examples.stream().map(tokens::get).toList());
    }

    @Override
    public String fingerprint() {
      return RunHash.of(method, layout, RunHash.tokens(tokens), rewards, start.hash());
    }
  }
}
