package org.attune.train.loop;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.engine.Workers;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.Weights;

/**
 * Adds up the gradients of a batch, a micro-batch at a time, by the model that is trained and,
 * where that is faster, by a replica of it at the same time.
 *
 * <p>A replica shares the model's weights but has gradients of its own. Both halves of a
 * micro-batch are added when both are known, so the result does not depend on which was first.
 */
public final class DataParallel {
  private final Decoder decoder;
  private final Optional<Replica> replica;

  /** A second decoder over the same weights, and the script that adds its gradients to theirs. */
  private record Replica(Decoder decoder, TorchScript script) {}

  private DataParallel(Decoder decoder, Optional<Replica> replica) {
    this.decoder = decoder;
    this.replica = replica;
  }

  /** Prepares a model for training, with a replica where two halves of a batch are faster. */
  public static DataParallel of(LanguageModel model) {
    Decoder trainee = model.trainingDecoder();
    Weights weights = trainee.weights();
    return Workers.isSplitSupported(
            model.config().parameters(), weights.device(), PyTorch.threads())
        ? of(trainee, model.replica().trainingDecoder())
        : single(trainee);
  }

  /** Divides each micro-batch between a decoder and a replica over the same weights. */
  public static DataParallel of(Decoder decoder, Decoder replica) {
    Weights weights = replica.weights().requireGradients(true);
    TorchScript script =
        TorchScript.load(weights.manager(), DataParallel.class, "data_parallel.torchscript");
    return new DataParallel(decoder, Optional.of(new Replica(replica, script)));
  }

  /** Divides nothing. */
  public static DataParallel single(Decoder decoder) {
    return new DataParallel(decoder, Optional.empty());
  }

  /**
   * The summed loss of some examples, not yet divided by anything.
   *
   * @param sum a scalar that gradients flow through
   * @param metrics is asked once the gradients are known for what to keep of each example; the list
   *     may be empty
   * @param <T> what is kept of an example
   */
  public record SummedLoss<T>(NDArray sum, Supplier<List<T>> metrics) {
    /** A loss of which nothing else is kept. */
    public static <T> SummedLoss<T> of(NDArray sum) {
      return new SummedLoss<>(sum, List::of);
    }
  }

  /**
   * Computes the summed loss of some examples by a decoder over the trained weights.
   *
   * @param <T> what is kept of an example
   */
  @FunctionalInterface
  public interface LossFunction<T> {
    /** Returns the loss of the examples at these places of the data. */
    SummedLoss<T> loss(Decoder decoder, List<Integer> examples);
  }

  /**
   * What a batch came to.
   *
   * @param loss its loss, divided by the batch's denominator
   * @param metrics what was kept of the examples, in their order
   */
  public record Result<T>(double loss, List<T> metrics) {}

  /** Returns the decoder that is trained. */
  public Decoder decoder() {
    return decoder;
  }

  /** Returns the weights that are trained. */
  public Weights weights() {
    return decoder.weights();
  }

  /**
   * Adds the gradients of a batch to those of the weights.
   *
   * @param microBatch how many examples are computed at once
   * @param denominator what the sum of the whole batch's losses is divided by
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
   * Of examples in the order of their lengths, both halves get long ones; one alone stays whole.
   */
  private <T> Result<T> halves(List<Integer> micro, double denominator, LossFunction<T> losses) {
    Replica other = replica.orElseThrow();
    List<Integer> even = everySecond(micro, 0);
    List<Integer> odd = everySecond(micro, 1);
    Workers.Both<Result<T>> both =
        Workers.both(
            () -> backward(decoder, even, denominator, losses),
            () -> backward(other.decoder(), odd, denominator, losses));
    addGradients(other);
    return new Result<>(
        both.first().loss() + both.second().loss(),
        interleave(both.first().metrics(), both.second().metrics()));
  }

  private static <T> Result<T> backward(
      Decoder decoder, List<Integer> examples, double denominator, LossFunction<T> losses) {
    List<SummedLoss<T>> computed = new ArrayList<>();
    return PyTorch.backward(
        () -> {
          SummedLoss<T> loss = losses.loss(decoder, examples);
          computed.add(loss);
          return loss.sum().div(PyTorch.constant(loss.sum().getManager(), denominator));
        },
        value -> new Result<>(value.getFloat(), computed.get(0).metrics().get()));
  }

  /** Adds the replica's gradients to those of the weights, and clears the replica's. */
  private void addGradients(Replica other) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      List<NDArray> theirs = gradients(other.decoder().weights());
      other
          .script()
          .inference(
              "add",
              new TorchScript.Inputs(theirs.get(0))
                  .list("G", gradients(decoder.weights()))
                  .list("H", theirs));
    }
  }

  private static List<NDArray> gradients(Weights weights) {
    List<NDArray> gradients = new ArrayList<>();
    weights.forEach((name, array) -> gradients.add(array.getGradient()));
    return gradients;
  }

  private static List<Integer> everySecond(List<Integer> examples, int first) {
    return IntStream.range(0, examples.size())
        .filter(i -> i % 2 == first)
        .mapToObj(examples::get)
        .toList();
  }

  /** Brings what belongs to examples at even and at odd places back into their order. */
  private static <T> List<T> interleave(List<T> even, List<T> odd) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < Math.max(even.size(), odd.size()); i++) {
      all.addAll(even.subList(Math.min(i, even.size()), Math.min(i + 1, even.size())));
      all.addAll(odd.subList(Math.min(i, odd.size()), Math.min(i + 1, odd.size())));
    }
    return all;
  }
}
