package org.attune.model;

import static org.attune.Close.close;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.reward.RewardNetwork;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tolerance: 2e-5 of the largest number compared, the rounding of 32 bits in another order. */
@DisplayName("Padding changes nothing")
final class MasksTest {
  private static final double EXACT = 2e-5;

  private static List<Decoder> decoders() {
    LlamaConfig config = Tiny.config(4, 2, true);
    return List.of(
        new LlamaDecoder(config, Tiny.weights(config, 21)),
        new TorchScriptLlama(config, Tiny.weights(config, 21), MatmulPrecision.FLOAT32));
  }

  @Nested
  @DisplayName("A row beside longer ones is worth what it is worth alone")
  final class Stripped {
    @Test
    @DisplayName("its log-probabilities are the same")
    void values() {
      List<TokenizedExample> rows = DecodersTest.rows();
      for (Decoder decoder : decoders()) {
        float[][] together = values(decoder, rows);
        for (int row = 0; row < rows.size(); row++) {
          float[] alone = values(decoder, List.of(rows.get(row)))[0];
          int tokens = rows.get(row).response().length;
          close(
              Arrays.copyOf(alone, tokens),
              Arrays.copyOf(together[row], tokens),
              EXACT,
              "row " + row);
        }
      }
    }

    private float[][] values(Decoder decoder, List<TokenizedExample> rows) {
      float[] flat =
          PyTorch.scoped(
              () -> TokenLogProbs.of(decoder, TokenBatch.of(rows)).values().toFloatArray());
      int columns = flat.length / rows.size();
      float[][] values = new float[rows.size()][];
      for (int row = 0; row < values.length; row++) {
        values[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
      }
      return values;
    }

    @Test
    @DisplayName("the batch's gradient is the mean of the rows' own gradients")
    void gradients() {
      List<TokenizedExample> rows = DecodersTest.rows();
      for (int which = 0; which < 2; which++) {
        Map<String, float[]> together = DecodersTest.gradients(decoders().get(which), rows);
        Map<String, float[]> sum = new LinkedHashMap<>();
        for (TokenizedExample row : rows) {
          DecodersTest.gradients(decoders().get(which), List.of(row))
              .forEach((name, part) -> sum.merge(name, part, MasksTest::plus));
        }
        sum.forEach(
            (name, total) -> {
              float[] mean = total.clone();
              for (int i = 0; i < mean.length; i++) {
                mean[i] /= rows.size();
              }
              close(mean, together.get(name), EXACT, name);
            });
      }
    }

    @Test
    @DisplayName("its score under a reward network is the same")
    void scores() {
      RewardNetwork network = RewardNetwork.from(Tiny.model(22), PromptTemplate.PLAIN);
      float[] head = new float[network.decoder().config().width()];
      for (int i = 0; i < head.length; i++) {
        head[i] = (i % 5 - 2) * 0.3f;
      }
      Map<String, HostTensor> tensors = network.tensors();
      tensors.put("score.weight", new HostTensor(new long[] {1, head.length}, head));
      network.weights().set(tensors);
      List<String> prompts = List.of("a b", "c d e f g h i j k l m n o p", "q");
      List<String> responses = List.of("r s t", "u", "a b c d e f g h i j k l m n o p q");
      float[] together = floats(network.scores(prompts, responses));
      float[] alone = new float[3];
      for (int i = 0; i < 3; i++) {
        alone[i] = (float) network.score(prompts.get(i), responses.get(i));
      }
      close(alone, together, EXACT, "scores");
    }

    private float[] floats(List<Double> values) {
      return org.attune.Close.narrow(org.attune.Close.array(values));
    }
  }

  @Nested
  @DisplayName("What stands in the padding is never read")
  final class Garbage {
    @Test
    @DisplayName("on the right, behind a sequence")
    void right() {
      int[] ids = {1, 3, 12, 30, 4, 11};
      for (Decoder decoder : decoders()) {
        float[] clean = hidden(decoder, ids, 12, 0);
        for (long seed = 1; seed <= 3; seed++) {
          close(clean, hidden(decoder, ids, 12, seed), EXACT, "garbage " + seed);
        }
      }
    }

    @Test
    @DisplayName("on the left, before a prompt that is being continued")
    void left() {
      int[] ids = {1, 3, 12, 30, 4, 11};
      for (Decoder decoder : decoders()) {
        float[] clean = last(decoder, ids, 0, 0);
        for (int pads : new int[] {1, 5}) {
          for (long seed = 1; seed <= 3; seed++) {
            close(clean, last(decoder, ids, pads, seed), EXACT, pads + " pads, " + seed);
          }
        }
      }
    }

    @Test
    @DisplayName("and both ways of padding give the same state of the last token")
    void bothSides() {
      int[] ids = {1, 3, 12, 30, 4, 11};
      for (Decoder decoder : decoders()) {
        int width = decoder.config().width();
        float[] right = hidden(decoder, ids, 16, 4);
        float[] end = Arrays.copyOfRange(right, right.length - width, right.length);
        close(end, last(decoder, ids, 7, 5), EXACT, "last state");
      }
    }

    /** Returns the states of the real tokens of a sequence padded on the right. */
    private float[] hidden(Decoder decoder, int[] ids, int time, long garbage) {
      long[] padded = noise(time, garbage);
      for (int i = 0; i < ids.length; i++) {
        padded[i] = ids[i];
      }
      return PyTorch.scoped(
          () -> {
            NDManager manager = decoder.weights().manager();
            NDArray all = decoder.hidden(manager.create(padded, new Shape(1, time)));
            return all.get(":, :" + ids.length).toFloatArray();
          });
    }

    /** Returns the state of the last token of a sequence padded on the left. */
    private float[] last(Decoder decoder, int[] ids, int pads, long garbage) {
      long[] padded = noise(ids.length + pads, garbage);
      for (int i = 0; i < ids.length; i++) {
        padded[pads + i] = ids[i];
      }
      try (KeyValueCache cache = decoder.cache(new int[] {pads}, padded.length)) {
        return PyTorch.scoped(
            () -> {
              NDManager manager = decoder.weights().manager();
              NDArray input = manager.create(padded, new Shape(1, padded.length));
              return decoder.next(input, cache).toFloatArray();
            });
      }
    }

    private long[] noise(int length, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] ids = new long[length];
      Arrays.setAll(ids, i -> seed == 0 ? 0 : random.nextInt(Tiny.vocabulary()));
      return ids;
    }
  }

  private static float[] plus(float[] a, float[] b) {
    float[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  @Test
  @DisplayName("A batch counts its real tokens only")
  void counts() {
    TokenBatch batch = TokenBatch.of(DecodersTest.rows());
    org.junit.jupiter.api.Assertions.assertEquals(3 + 6 + 1, batch.responseTokens());
    org.junit.jupiter.api.Assertions.assertEquals(7 + 12 + 2, batch.tokens());
    try (NDManager manager = PyTorch.manager(Device.cpu())) {
      float[] mask = PyTorch.scoped(() -> batch.mask(manager).sum(new int[] {1}).toFloatArray());
      org.junit.jupiter.api.Assertions.assertArrayEquals(new float[] {3, 6, 1}, mask);
    }
  }
}
