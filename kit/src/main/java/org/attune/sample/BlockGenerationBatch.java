package org.attune.sample;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;
import org.attune.model.KeyValueCache;
import org.attune.model.SampledTokens;
import org.attune.model.SamplingDecoder;
import org.attune.model.SamplingParams;

/**
 * Samples the same tokens as {@link GenerationBatch}, with many tokens per native call.
 *
 * <p>Interrupts and stop strings are checked between calls; tokens after a stop string are dropped.
 */
final class BlockGenerationBatch {
  private static final int STEPS = 16;

  private final SamplingDecoder decoder;
  private final SamplingParams how;
  private final StopStrings cut;
  private final SamplingProgress meter;
  private final PromptPrefill prefill;
  private final int[] left; // how many more tokens each prompt may get
  private final List<List<Integer>> responses = new ArrayList<>();
  private final List<List<Double>> logProbs = new ArrayList<>();
  private int[] rows; // which prompt is at each row of the cache
  private int[] read; // which row of the last states belongs to each cache row

  BlockGenerationBatch(
      SamplingDecoder decoder,
      List<int[]> prompts,
      GenerationConfig decoding,
      StopStrings cut,
      SamplingProgress meter) {
    this.decoder = decoder;
    this.how = new SamplingParams(decoding.temperature(), decoding.topK(), decoding.topP());
    this.cut = cut;
    this.meter = meter;
    this.prefill = new PromptPrefill(prompts);
    this.left = GenerationBatch.limits(decoder, prompts, decoding);
    for (int row = 0; row < left.length; row++) {
      responses.add(new ArrayList<>());
      logProbs.add(new ArrayList<>());
    }
    this.rows = IntStream.range(0, left.length).toArray();
    this.read = prefill.askers();
  }

  List<Continuation> run(TokenSampler[] draws) {
    meter.add(Arrays.stream(left).filter(tokens -> tokens == 0).count(), 0);
    int room = prefill.longest() + Math.max(most(), 1);
    try (KeyValueCache cache = decoder.cache(prefill.padding(), room)) {
      boolean begun = false;
      while (most() > 0) {
        if (Thread.interrupted()) {
          throw new SamplingInterruptedException();
        }
        if (!begun) {
          begin(cache);
          begun = true;
        }
        block(cache, draws);
      }
    }
    return IntStream.range(0, responses.size()).mapToObj(this::continuation).toList();
  }

  private int most() {
    return Arrays.stream(left).max().orElse(0);
  }

  private void begin(KeyValueCache cache) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      Shape shape = new Shape(prefill.size(), prefill.longest());
      decoder.read(decoder.weights().manager().create(prefill.ids(), shape), cache);
    }
    if (prefill.size() < rows.length) {
      cache.keep(read);
    }
  }

  private void block(KeyValueCache cache, TokenSampler[] draws) {
    int steps = meter.isRead() ? 1 : STEPS; // A reader need not wait for a whole block.
    double[][] uniforms = new double[Math.min(steps, most())][rows.length];
    for (int place = 0; place < rows.length; place++) {
      for (int step = 0; step < uniforms.length && left[rows[place]] > 0; step++) {
        uniforms[step][place] = draws[rows[place]].uniform();
      }
    }
    int[] open = Arrays.stream(rows).map(row -> left[row]).toArray();
    SampledTokens drawn = PyTorch.scoped(() -> decoder.draw(how, read, uniforms, open, cache));
    int tokens = 0;
    int done = 0;
    for (int place = 0; place < rows.length; place++) {
      if (open[place] > 0) {
        tokens += add(rows[place], place, drawn);
        done += left[rows[place]] == 0 ? 1 : 0;
      }
    }
    rows = Arrays.stream(drawn.open()).map(place -> rows[place]).toArray();
    read = IntStream.range(0, rows.length).toArray();
    meter.add(done, tokens);
  }

  /** Adds a sequence's tokens up to its end and returns how many there were. */
  private int add(int row, int place, SampledTokens drawn) {
    int step = 0;
    while (step < drawn.steps() && left[row] > 0) {
      int token = drawn.token(step, place);
      responses.get(row).add(token);
      meter.token(row, token);
      logProbs.get(row).add(drawn.logProb(step, place));
      boolean ended = decoder.config().ends(token) || cut.reached(responses.get(row));
      left[row] = ended ? 0 : left[row] - 1;
      step++;
    }
    return step;
  }

  private Continuation continuation(int row) {
    return new Continuation(
        responses.get(row).stream().mapToInt(Integer::intValue).toArray(),
        logProbs.get(row).stream().mapToDouble(Double::doubleValue).toArray());
  }
}
