package org.attune.train.loop;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.engine.Workers;
import org.attune.method.ComputeOptions;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.Weights;

/**
 * Accumulates the gradients of a batch, one micro-batch at a time, with the trained model and,
 * where that is faster, with a replica in parallel.
 *
 * <p>A replica shares the model's weights but has its own gradients. Both halves of a micro-batch
 * are added once both are complete, so the result does not depend on their order.
 */
public final class DataParallel {
  private final Decoder decoder;
  private final Optional<Replica> replica;

  /**
   * A second decoder over the same weights, and the script that adds its gradients to the model's.
   */
  private record Replica(Decoder decoder, TorchScript script) {}

  private DataParallel(Decoder decoder, Optional<Replica> replica) {
    this.decoder = decoder;
    this.replica = replica;
  }

  /** Prepares a model for training, with a replica if splitting batches in two halves is faster. */
  public static DataParallel of(LanguageModel model, ComputeOptions options) {
    Decoder trainee = options.decoder(model.trainingDecoder());
    Weights weights = trainee.weights();
    return Workers.isSplitSupported(
            model.config().parameters(), weights.device(), PyTorch.threads())
        ? of(trainee, options.decoder(model.replica().trainingDecoder()))
        : single(trainee);
  }

  /** Splits each micro-batch between a decoder and a replica over the same weights. */
  public static DataParallel of(Decoder decoder, Decoder replica) {
    Weights weights = replica.trainable().requireGradients(true);
    TorchScript script =
        TorchScript.load(weights.manager(), DataParallel.class, "data_parallel.torchscript");
    return new DataParallel(decoder, Optional.of(new Replica(replica, script)));
  }

  /** Uses one decoder without a replica. */
  public static DataParallel single(Decoder decoder) {
    return new DataParallel(decoder, Optional.empty());
  }

  /**
   * The summed loss of some examples, before reduction.
   *
   * @param sum a scalar with gradients
   * @param metrics called after the backward pass; returns the metrics of each example, or an empty
   *     list
   * @param <T> the type of an example's metrics
   */
  public record SummedLoss<T>(NDArray sum, Supplier<List<T>> metrics) {
    /** Creates a loss without metrics. */
    public static <T> SummedLoss<T> of(NDArray sum) {
      return new SummedLoss<>(sum, List::of);
    }
  }

  /**
   * Computes the summed loss of some examples with a decoder over the trained weights.
   *
   * @param <T> the type of an example's metrics
   */
  @FunctionalInterface
  public interface LossFunction<T> {
    /** Returns the loss of the examples at these indices. */
    SummedLoss<T> loss(Decoder decoder, List<Integer> examples);

    /**
     * Returns whether two examples have the same prompt, which is read once if they stay together.
     */
    default boolean sharesPrompt(int example, int other) {
      return false;
    }
  }

  /**
   * The result of a batch.
   *
   * @param loss its loss, divided by the batch's denominator
   * @param metrics the metrics of the examples, in their order
   */
  public record Result<T>(double loss, List<T> metrics) {
    /** Returns the same with the loss multiplied by a factor. */
    Result<T> times(double factor) {
      return new Result<>(factor * loss, metrics);
    }
  }

  /** Returns the decoder that is trained. */
  public Decoder decoder() {
    return decoder;
  }

  /** Returns the weights that are trained. */
  public Weights weights() {
    return decoder.trainable();
  }

  /**
   * Adds the gradients of a batch to those of the weights.
   *
   * @param microBatch the number of examples per forward pass
   * @param denominator the divisor of the sum of the whole batch's losses
   */
  public <T> Result<T> gradients(
      List<Integer> batch, int microBatch, double denominator, LossFunction<T> losses) {
    double loss = 0;
    List<T> metrics = new ArrayList<>();
    for (int from = 0; from < batch.size(); from += microBatch) {
      List<Integer> micro = batch.subList(from, Math.min(batch.size(), from + microBatch));
      Result<T> part =
          replica.isEmpty() || micro.size() < 2
              ? backward(decoder, micro, denominator, losses)
              : halves(micro, denominator, losses);
      loss += part.loss();
      metrics.addAll(part.metrics());
    }
    return new Result<>(loss, metrics);
  }

  /**
   * Splits examples in the middle if neighbours share a prompt, and otherwise, as they may be
   * sorted by length, alternately, so that both halves get long ones; a single example is not
   * split.
   */
  private <T> Result<T> halves(List<Integer> micro, double denominator, LossFunction<T> losses) {
    Replica other = replica.orElseThrow();
    int n = micro.size();
    boolean middle =
        IntStream.range(1, n).anyMatch(i -> losses.sharesPrompt(micro.get(i - 1), micro.get(i)));
    List<Integer> first = middle ? micro.subList(0, (n + 1) / 2) : everySecond(micro, 0);
    List<Integer> second = middle ? micro.subList((n + 1) / 2, n) : everySecond(micro, 1);
    Workers.Both<Result<T>> both =
        Workers.both(
            () -> backward(decoder, first, denominator, losses),
            () -> backward(other.decoder(), second, denominator, losses));
    addGradients(other);
    List<T> one = both.first().metrics();
    List<T> two = both.second().metrics();
    return new Result<>(
        both.first().loss() + both.second().loss(),
        middle ? Stream.concat(one.stream(), two.stream()).toList() : interleave(one, two));
  }

  private static <T> Result<T> backward(
      Decoder decoder, List<Integer> examples, double denominator, LossFunction<T> losses) {
    List<SummedLoss<T>> computed = new ArrayList<>();
    decoder.prepareGradients();
    return PyTorch.backward(
        () -> {
          SummedLoss<T> loss = losses.loss(decoder, examples);
          computed.add(loss);
          return loss.sum().div(PyTorch.constant(loss.sum().getManager(), denominator));
        },
        value -> new Result<>(value.getFloat(), computed.get(0).metrics().get()));
  }

  /** Adds the replica's gradients to those of the weights, and frees the replica's. */
  private void addGradients(Replica other) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      List<NDArray> theirs = gradients(other.decoder().trainable());
      other
          .script()
          .inference(
              "add",
              new TorchScript.Inputs(theirs.get(0))
                  .list("G", gradients(decoder.trainable()))
                  .list("H", theirs));
    }
    other.decoder().trainable().gradients().free();
  }

  private static List<NDArray> gradients(Weights weights) {
    return List.copyOf(weights.gradients().byName().values());
  }

  private static List<Integer> everySecond(List<Integer> examples, int first) {
    return IntStream.range(0, examples.size())
        .filter(i -> i % 2 == first)
        .mapToObj(examples::get)
        .toList();
  }

  /** Interleaves the metrics of examples at even and odd positions in the original order. */
  private static <T> List<T> interleave(List<T> even, List<T> odd) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < Math.max(even.size(), odd.size()); i++) {
      all.addAll(even.subList(Math.min(i, even.size()), Math.min(i + 1, even.size())));
      all.addAll(odd.subList(Math.min(i, odd.size()), Math.min(i + 1, odd.size())));
    }
    return all;
  }
}
