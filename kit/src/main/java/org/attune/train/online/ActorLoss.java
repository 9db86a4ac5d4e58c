package org.attune.train.online;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.method.online.PolicyGradient;
import org.attune.method.online.RatioStatistics;
import org.attune.model.Decoder;
import org.attune.model.Nucleus;
import org.attune.model.TokenBatch;
import org.attune.model.TokenDistributions;
import org.attune.model.TokenLogProbs;
import org.attune.train.loop.DataParallel;

/** The policy's loss on mini-batches of a rollout. */
final class ActorLoss {
  private final PolicyGradient method;
  private final Optional<Nucleus> nucleus;

  ActorLoss(PolicyGradient method) {
    this(method, Optional.empty());
  }

  /** Creates the loss of a policy that is restricted to a nucleus. */
  ActorLoss(PolicyGradient method, Optional<Nucleus> nucleus) {
    this.nucleus = nucleus;
    this.method = method;
  }

  /**
   * The result of a mini-batch before its step.
   *
   * @param loss the reduced loss
   * @param moved for each response, the current log-probabilities, those of the rollout, and the
   *     advantages
   * @param method whose clipping counts
   */
  record Outcome(double loss, List<double[][]> moved, PolicyGradient method) {
    /** Returns whether there are gradients for a step. */
    boolean isTelling() {
      return !moved.isEmpty();
    }

    RatioStatistics add(RatioStatistics sum) {
      RatioStatistics all = sum;
      for (double[][] response : moved) {
        all = all.and(method, response[0], response[1], response[2]);
      }
      return all;
    }
  }

  /**
   * Accumulates the mini-batch's gradients, one micro-batch at a time; responses without signal
   * count in the mean but add nothing.
   */
  Outcome gradients(
      DataParallel model, RolloutBuffer experience, List<Integer> rows, int microBatch) {
    double denominator =
        method.reduction().denominator(rows.size(), (double) experience.responseTokens(rows));
    DataParallel.Result<double[][]> result =
        model.gradients(
            experience.grouped(experience.telling(rows)),
            microBatch,
            denominator,
            losses(experience));
    return new Outcome(result.loss(), result.metrics(), method);
  }

  private DataParallel.LossFunction<double[][]> losses(RolloutBuffer experience) {
    return new DataParallel.LossFunction<>() {
      @Override
      public DataParallel.SummedLoss<double[][]> loss(Decoder decoder, List<Integer> rows) {
        return ActorLoss.this.loss(decoder, experience, rows);
      }

      @Override
      public boolean sharesPrompt(int row, int other) {
        return experience.sharesPrompt(row, other);
      }
    };
  }

  private DataParallel.SummedLoss<double[][]> loss(
      Decoder decoder, RolloutBuffer experience, List<Integer> rows) {
    TokenBatch batch = experience.batch(rows, method.config().compute());
    if (method.entropyBonus() == 0 && nucleus.isEmpty()) {
      return loss(decoder, experience, rows, TokenLogProbs.of(decoder, batch), null);
    }
    TokenDistributions choices = TokenDistributions.of(decoder, batch);
    TokenLogProbs policy =
        nucleus.map(inside -> inside.of(choices, batch)).orElse(choices.logProbs());
    NDArray bonus =
        method.entropyBonus() == 0
            ? null
            : choices.entropy().sum(new int[] {1}).mul(constant(decoder, method.entropyBonus()));
    return loss(decoder, experience, rows, policy, bonus);
  }

  private DataParallel.SummedLoss<double[][]> loss(
      Decoder decoder,
      RolloutBuffer experience,
      List<Integer> rows,
      TokenLogProbs policy,
      NDArray bonus) {
    NDArray sum = reduced(decoder, experience, rows, policy, bonus);
    return new DataParallel.SummedLoss<>(sum, () -> moved(experience, rows, policy));
  }

  private NDArray reduced(
      Decoder decoder,
      RolloutBuffer experience,
      List<Integer> rows,
      TokenLogProbs policy,
      NDArray bonus) {
    NDManager manager = decoder.weights().manager();
    NDArray loss = method.loss(experience.surrogate(manager, rows, policy)); // (rows)
    return method.reduction().sum(bonus == null ? loss : loss.sub(bonus), policy.tokens());
  }

  private List<double[][]> moved(
      RolloutBuffer experience, List<Integer> rows, TokenLogProbs policy) {
    int width = (int) policy.mask().getShape().get(1);
    float[] values = policy.values().toFloatArray();
    List<double[][]> moved = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double[] old = experience.behaviour().get(rows.get(i));
      double[] advantages = experience.advantages().get(rows.get(i)).advantages();
      moved.add(new double[][] {PaddedTensors.row(values, i, width, old.length), old, advantages});
    }
    return moved;
  }

  private static NDArray constant(Decoder decoder, double value) {
    return PyTorch.constant(decoder.weights().manager(), value);
  }
}
