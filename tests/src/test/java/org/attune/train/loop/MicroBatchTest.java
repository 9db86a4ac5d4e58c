package org.attune.train.loop;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.method.LossBatch;
import org.attune.method.OfflineMethod;
import org.attune.method.Reduction;
import org.attune.method.Rwr;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.model.Weights;
import org.attune.train.Toys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A step of the training loop")
final class MicroBatchTest {
  /** The loss of a method on laid-out rows, in 32 bits throughout. */
  private record Exact(
      Decoder decoder, List<TokenizedExample> rows, float[] rewards, OfflineMethod method)
      implements TrainingObjective<Void> {
    static Exact of(OfflineMethod method) {
      LanguageModel model = Tiny.model(61);
      PromptEncoder encoder = new PromptEncoder(model, PromptTemplate.PLAIN);
      var data = Toys.noise(24, 3);
      float[] rewards = new float[data.size()];
      for (int i = 0; i < rewards.length; i++) {
        rewards[i] = (float) data.get(i).reward();
      }
      List<TokenizedExample> rows =
          data.stream().map(row -> encoder.example(row.prompt(), row.response(), 0)).toList();
      return new Exact(model.decoder(), rows, rewards, method);
    }

    Weights weights() {
      return decoder.weights();
    }

    TrainingLoop.Outcome train(TrainingConfig plan) {
      return OfflineTrainer.train(this, DataParallel.single(decoder), plan, RunOptions.defaults());
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public int length(int example) {
      return rows.get(example).length();
    }

    @Override
    public List<TokenizedExample> texts(int example) {
      return List.of(rows.get(example));
    }

    private TokenBatch batch(List<Integer> examples) {
      return TokenBatch.of(examples.stream().map(rows::get).toList());
    }

    @Override
    public double denominator(List<Integer> batch) {
      return method.reduction().denominator(batch.size(), batch(batch).responseTokens());
    }

    @Override
    public DataParallel.SummedLoss<Void> loss(Decoder reader, List<Integer> examples) {
      TokenLogProbs policy = TokenLogProbs.of(reader, batch(examples));
      float[] labels = new float[examples.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = rewards[examples.get(i)];
      }
      NDArray losses = method.loss(new LossBatch(policy, weights().manager().create(labels)));
      return DataParallel.SummedLoss.of(method.reduction().sum(losses, policy.tokens()));
    }

    @Override
    public RunSettings settings() {
      return RunSettings.of("exact");
    }
  }

  /** Weights of which nothing reads texts; the shape only serves to estimate the memory. */
  private record Bare(Weights weights) implements Decoder {
    @Override
    public LlamaConfig config() {
      return Tiny.config(4, 2, true);
    }

    @Override
    public NDArray hidden(NDArray ids) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDArray next(NDArray ids, KeyValueCache cache) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDArray logits(NDArray hidden) {
      throw new UnsupportedOperationException();
    }
  }

  /** A loss of one number, wherever that leads. */
  private record Single(Decoder one, Function<NDArray, NDArray> of)
      implements TrainingObjective<Void> {
    static Single at(float start, Function<NDArray, NDArray> of) {
      HostTensor one = new HostTensor(new long[] {1}, new float[] {start});
      return new Single(new Bare(Weights.of(Map.of("w", one), Device.cpu())), of);
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public int length(int example) {
      return 1;
    }

    @Override
    public List<TokenizedExample> texts(int example) {
      return List.of(new TokenizedExample(new int[1], new int[1]));
    }

    @Override
    public double denominator(List<Integer> batch) {
      return 1;
    }

    @Override
    public DataParallel.SummedLoss<Void> loss(Decoder decoder, List<Integer> examples) {
      return DataParallel.SummedLoss.of(of.apply(decoder.weights().get("w")).sum());
    }

    @Override
    public RunSettings settings() {
      return RunSettings.of("single");
    }
  }

  /**
   * The weights may differ by a hundredth of a step's rate: where a gradient is nearly zero, AdamW
   * divides one rounding error by another.
   */
  @ParameterizedTest
  @EnumSource(Reduction.class)
  @DisplayName("is the same however many examples are computed at once")
  void invariance(Reduction reduction) {
    double rate = 1e-2;
    TrainingConfig plan = TrainingConfig.small().steps(3).batchSize(8).learningRate(rate).warmup(0);
    Exact whole = Exact.of(new Rwr().beta(1).reduction(reduction));
    var reference = whole.train(plan.microBatch(8));
    for (int micro : new int[] {1, 3}) {
      Exact parted = Exact.of(new Rwr().beta(1).reduction(reduction));
      var outcome = parted.train(plan.microBatch(micro));
      for (int step = 0; step < 3; step++) {
        StepMetrics wanted = reference.history().steps().get(step);
        StepMetrics actual = outcome.history().steps().get(step);
        close(wanted.loss(), actual.loss(), "loss of step " + step);
        close(wanted.gradientNorm(), actual.gradientNorm(), "norm of step " + step);
      }
      Map<String, HostTensor> weights = parted.weights().tensors();
      whole
          .weights()
          .tensors()
          .forEach(
              (name, tensor) -> {
                for (int i = 0; i < tensor.values().length; i++) {
                  assertEquals(
                      tensor.values()[i], weights.get(name).values()[i], 0.01 * rate, name);
                }
              });
    }
  }

  @Nested
  @DisplayName("that leads nowhere stops the run with a sentence")
  final class Nowhere {
    private String message(Single objective) {
      TrainingConfig plan = TrainingConfig.small().steps(5).batchSize(1).learningRate(1e-3);
      return assertThrows(
              IllegalStateException.class,
              () ->
                  OfflineTrainer.train(
                      objective, DataParallel.single(objective.one()), plan, RunOptions.defaults()))
          .getMessage();
    }

    @org.junit.jupiter.api.Test
    @DisplayName("when the loss is not a number")
    void loss() {
      String message = message(Single.at(-1, NDArray::log));
      assertTrue(message.contains("NaN at step 1, before the weights changed"), message);
    }

    @org.junit.jupiter.api.Test
    @DisplayName("when the loss is a number but its gradient is none")
    void gradient() {
      String message = message(Single.at(0, w -> w.mul(w).sqrt()));
      assertTrue(message.contains("step 1, before the weights changed"), message);
    }
  }
}
