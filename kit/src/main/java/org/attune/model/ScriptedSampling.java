package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.engine.TorchScript;

/**
 * Reading and drawing tokens with a key-value cache, by {@code step.torchscript} and {@code
 * draw.torchscript}.
 *
 * @param manager the manager of the weights
 * @param ordered the weights in the script's order
 */
record ScriptedSampling(
    TorchScript script,
    NDManager manager,
    RotaryEmbedding rotary,
    List<NDArray> ordered,
    PackedWeights packed) {
  /** Implements {@link Decoder#next}. */
  NDArray next(NDArray ids, KeyValueCache cache) {
    int time = (int) ids.getShape().get(1);
    if (time == 1) {
      return step(ids, cache);
    }
    RotaryEmbedding.Angles angles = rotary.at(cache.positions(time), cache.length() + time);
    NDArray mask = cache.mask(time).squeeze(1); // (batch, 1, time, positions)
    NDArray length = manager.create((long) cache.length());
    TorchScript.Inputs inputs = cached(cache, ids, angles.cos(), angles.sin(), mask, length);
    NDArray last = script.inference("next", inputs).singletonOrThrow();
    cache.advance(time);
    return last;
  }

  private NDArray step(NDArray ids, KeyValueCache cache) {
    long rows = ids.getShape().get(0);
    RotaryEmbedding.Angles angles = rotary.at(cache.positions(1), cache.length() + 1);
    Shape each = new Shape(rows, 1, rotary.width());
    TorchScript.Inputs inputs =
        cached(
            cache,
            ids.reshape(rows),
            angles.cos().reshape(each),
            angles.sin().reshape(each),
            cache.mask(1).squeeze(1),
            manager.create((long) cache.length()));
    NDArray last = script.inference("step", packed.blocks(inputs, cache)).singletonOrThrow();
    cache.advance(1);
    return last;
  }

  private TorchScript.Inputs cached(KeyValueCache cache, NDArray... arrays) {
    return new TorchScript.Inputs(arrays)
        .list("K", cache.keys())
        .list("V", cache.values())
        .list("P", ordered);
  }

  /** Implements {@link SamplingDecoder#draw}. */
  SampledTokens draw(
      SamplingParams how, int[] read, double[][] uniforms, int[] left, KeyValueCache cache) {
    TorchScript.Inputs inputs = cached(cache, arguments(how, read, uniforms, left, cache));
    NDList out = script.inference("draw", packed.all(inputs, cache, left));
    SampledTokens drawn = SampledTokens.of(left.length, out.get(0), out.get(1), out.get(3));
    cache.hidden(out.get(2));
    if (drawn.open().length < left.length) {
      cache.shrink(drawn.open());
    }
    cache.advance(drawn.steps());
    return drawn;
  }

  private NDArray[] arguments(
      SamplingParams how, int[] read, double[][] uniforms, int[] left, KeyValueCache cache) {
    NDManager own = cache.manager();
    RotaryEmbedding.Angles angles = rotary.upTo(cache.room());
    return new NDArray[] {
      cache.hidden(),
      own.create(wide(read)),
      angles.cos(),
      angles.sin(),
      cache.padding(),
      cache.blocked(),
      own.create((long) cache.length()),
      own.create(flat(uniforms), new Shape(uniforms.length, left.length)),
      own.create(wide(left)),
      own.create(wide(IntStream.range(0, left.length).toArray())),
      own.create(new double[] {how.temperature(), how.topK(), how.topP()})
    };
  }

  private static long[] wide(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
