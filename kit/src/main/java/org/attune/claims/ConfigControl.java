package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.method.AlignmentMethod;
import org.attune.method.Method;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.model.BatchScorer;
import org.attune.model.PromptEncoder;
import org.attune.model.TokenizedExample;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.train.loop.RunOptions;
import org.attune.train.online.RolloutLog;

/**
 * The effect of a training configuration on a policy when there is nothing to learn: the labelled
 * responses are the start's own samples, two per prompt, and their rewards are random numbers.
 * Methods in rounds and online methods sample for themselves and get random rewards too, or equal
 * ones.
 *
 * <p>A harmless configuration leaves the loss of other samples of the start unchanged. The rise of
 * that loss is KL(start‖trained) per token, so its true value is not negative.
 */
public final class ConfigControl {
  /** The largest rise that counts as harmless, in nats per token. */
  public static final double MOST = 0.01;

  private static final int BATCH = 32;

  private final Policy start;
  private final RunOptions options;
  private final Dataset prompts;
  private final ResponseSampler twice;
  private final Reward random;
  private final Completions heldOut;
  private final long tokens;
  private final List<Double> before;
  private Optional<RewardLabel> nothing = Optional.empty();

  /** Prepares the control, whose trainings show no progress. */
  public ConfigControl(
      Policy start, List<String> prompts, List<String> others, GenerationConfig decoding) {
    this(start, prompts, others, decoding, RunOptions.defaults().callback(step -> {}));
  }

  /**
   * Prepares the control.
   *
   * @param start the policy whose samples are trained on
   * @param prompts of the training samples
   * @param others prompts of the held-out samples
   * @param decoding the answer length, and the seed of all samples
   * @param options of each training
   */
  public ConfigControl(
      Policy start,
      List<String> prompts,
      List<String> others,
      GenerationConfig decoding,
      RunOptions options) {
    this.start = start;
    this.options = options;
    this.prompts = Dataset.ofPrompts(prompts);
    this.twice = ResponseSampler.topP(2, 1, 1).with(decoding);
    this.random = random(decoding.seed());
    this.heldOut = Completions.sample(start, others, decoding);
    this.tokens = heldOut.tokens().stream().mapToLong(row -> row.response().length).sum();
    this.before = logProbs(start);
  }

  /** Returns a random reward, independent of the response's quality. */
  static Reward random(long seed) {
    return (prompt, response) ->
        new SplittableRandom(31L * (prompt + "\n" + response).hashCode() + seed).nextDouble();
  }

  /** Returns the start's loss on the held-out samples, in nats per token. */
  public double loss() {
    return -before.stream().mapToDouble(Double::doubleValue).sum() / tokens;
  }

  /** Returns the held-out prompts. */
  public List<String> prompts() {
    return heldOut.prompts();
  }

  /**
   * Trains on uninformative labels and returns the policy.
   *
   * @throws ClaimInterruptedException if the training was stopped
   */
  public Policy train(Method method) {
    return whole(nothing().align(method, start, options.withoutHeldOutLoss()));
  }

  /** Returns the policy of a training, unless it was stopped: a part of one says nothing. */
  public static Policy whole(AlignmentResult run) {
    if (!run.finished()) {
      throw new ClaimInterruptedException();
    }
    return run.policy();
  }

  /**
   * Trains online and returns the policy. An offline method on its own responses gets random
   * rewards, and a policy gradient equal ones: it has no other target than rewards, so with random
   * ones each of its steps would follow noise at full length.
   */
  public Policy train(OnlineMethod method) {
    return train(method, equal(method));
  }

  /**
   * Trains online and returns the policy.
   *
   * @param equal whether all rewards are equal; if not, they are random
   * @throws ClaimInterruptedException if the training was stopped
   */
  public Policy train(OnlineMethod method, boolean equal) {
    Reward reward = equal ? (prompt, response) -> 0 : random;
    return whole(prompts.align(method, start, reward, options, RolloutLog.none()));
  }

  /** Returns whether the control of a method has equal rewards. */
  public static boolean equal(AlignmentMethod method) {
    return method instanceof PolicyGradient;
  }

  /** Returns the random reward. */
  public Reward reward() {
    return random;
  }

  /** Returns the labelled samples of the start, which only some methods need. */
  private RewardLabel nothing() {
    if (nothing.isEmpty()) {
      nothing = Optional.of(prompts.generate(twice, start).rewardLabel(random));
    }
    return nothing.orElseThrow();
  }

  /**
   * Returns the rise of each held-out sample's loss under a policy, in nats per token of an average
   * sample; their mean is the rise per token.
   */
  public List<Double> rises(Policy policy) {
    double mean = (double) tokens / before.size();
    List<Double> after = logProbs(policy);
    List<Double> rises = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      rises.add((before.get(i) - after.get(i)) / mean);
    }
    return rises;
  }

  /** Returns the mean rise under a policy, in nats per token. */
  public double rise(Policy policy) {
    return rises(policy).stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** Returns the mean rise of a method's policy, in nats per token. */
  public double rise(Method method) {
    return rise(train(method));
  }

  private List<Double> logProbs(Policy policy) {
    PromptEncoder encoder = new PromptEncoder(policy.model(), policy.layout());
    List<TokenizedExample> rows = new ArrayList<>();
    for (int i = 0; i < heldOut.prompts().size(); i++) {
      int[] prompt = encoder.prompt(heldOut.prompts().get(i));
      rows.add(new TokenizedExample(prompt, heldOut.tokens().get(i).response()));
    }
    List<Double> sums = new ArrayList<>();
    for (float sum : new BatchScorer(policy.model().decoder(), BATCH).logProbs(rows)) {
      sums.add((double) sum);
    }
    return sums;
  }
}
