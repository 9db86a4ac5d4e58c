package org.attune.train;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.BadInput;
import org.attune.method.Method;
import org.attune.method.Scored;
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
      int cutResponses) {}

  /** Trains and returns the trained copy. */
  public Result run(List<Labelled> data, Keeping keeping) {
    Layout laid = method.layout(layout);
    LanguageModel model = start.copy();
    Encoder encoder = new Encoder(model, laid);
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
    Task task = new Task(model, used, tokens);
    Training.Outcome outcome = new Training(task, method.plan(), keeping).run();
    return new Result(
        model,
        laid,
        outcome.history(),
        outcome.finished(),
        used.size(),
        encoder.cutPrompts(),
        encoder.cutResponses());
  }

  /** The method's loss on the examples. */
  private final class Task implements Objective {
    private final LanguageModel model;
    private final List<Labelled> data;
    private final List<Tokens> tokens;

    Task(LanguageModel model, List<Labelled> data, List<Tokens> tokens) {
      this.model = model;
      this.data = data;
      this.tokens = tokens;
    }

    @Override
    public Weights weights() {
      return model.decoder().weights();
    }

    @Override
    public int size() {
      return data.size();
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
      TokenLogProbs policy = TokenScores.of(model.decoder(), batch(examples));
      float[] rewards = new float[examples.size()];
      for (int i = 0; i < rewards.length; i++) {
        rewards[i] = (float) data.get(examples.get(i)).reward();
      }
      NDArray losses = method.loss(new Scored(policy, weights().manager().create(rewards)));
      return method.reduction().sum(losses, policy.tokens());
    }

    @Override
    public Map<String, Double> parts(List<Integer> batch, int step) {
      Map<String, Double> parts = new LinkedHashMap<>();
      parts.put(
          "reward mean", batch.stream().mapToDouble(i -> data.get(i).reward()).average().orElse(0));
      int every = method.plan().watchKl();
      if (every > 0 && step % every == 0) {
        parts.put("KL to start", divergence(batch));
      }
      return parts;
    }

    /** Nats per response, on the batch's own responses; both policies read the method's layout. */
    private double divergence(List<Integer> batch) {
      return Native.scoped(
          () ->
              (double)
                      TokenScores.divergence(model.decoder(), start.decoder(), batch(batch))
                          .sum()
                          .getFloat()
                  / batch.size());
    }

    private TokenBatch batch(List<Integer> examples) {
      return TokenBatch.of(examples.stream().map(tokens::get).toList());
    }

    @Override
    public String fingerprint() {
      return Fingerprint.of(method, layout, data, start.hash());
    }
  }
}
