package org.attune.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.model.Decoder;
import org.attune.model.Nucleus;

/** A batch of prompts that are continued together, each with its own random numbers. */
final class GenerationBatch {
  private final Decoder decoder;
  private final Optional<Nucleus> nucleus;
  private final StopStrings cut;
  private final SamplingProgress meter;
  private final PromptPrefill prefill;
  private final int[] limits;
  private final List<List<Integer>> responses = new ArrayList<>();
  private final List<List<Double>> logProbs = new ArrayList<>();
  private final boolean[] finished;
  private int[] rows; // which prompt is at each row of the cache
  private int[] read; // which row of the logits belongs to each cache row

  GenerationBatch(
      Decoder decoder,
      Optional<Nucleus> nucleus,
      List<int[]> prompts,
      GenerationConfig decoding,
      StopStrings cut,
      SamplingProgress meter) {
    this.decoder = decoder;
    this.nucleus = nucleus;
    this.cut = cut;
    this.meter = meter;
    this.prefill = new PromptPrefill(prompts);
    this.limits = limits(decoder, prompts, decoding);
    this.finished = new boolean[prompts.size()];
    for (int row = 0; row < limits.length; row++) {
      finished[row] = limits[row] <= 0;
      responses.add(new ArrayList<>());
      logProbs.add(new ArrayList<>());
    }
    this.rows = IntStream.range(0, prompts.size()).toArray();
    this.read = prefill.askers();
  }

  /** Returns how many tokens each prompt may get; 0 if it fills the context. */
  static int[] limits(Decoder decoder, List<int[]> prompts, GenerationConfig decoding) {
    int context = decoder.config().context();
    return prompts.stream()
        .mapToInt(prompt -> Math.max(0, Math.min(decoding.maxTokens(), context - prompt.length)))
        .toArray();
  }

  List<Continuation> run(TokenSampler[] draws) {
    int most = Arrays.stream(limits).max().orElse(0);
    meter.add(IntStream.range(0, rows.length).filter(row -> finished[row]).count(), 0);
    int room = prefill.longest() + Math.max(most, 1);
    try (NextTokenReader reader = new NextTokenReader(decoder, nucleus, prefill, room)) {
      long[] ids = prefill.ids();
      while (!allFinished()) {
        if (Thread.interrupted()) {
          throw new SamplingInterruptedException();
        }
        ids = retired(next(ids, reader, draws), reader);
      }
    }
    return IntStream.range(0, responses.size()).mapToObj(this::continuation).toList();
  }

  private Continuation continuation(int row) {
    return new Continuation(
        responses.get(row).stream().mapToInt(Integer::intValue).toArray(),
        logProbs.get(row).stream().mapToDouble(Double::doubleValue).toArray());
  }

  private long[] next(long[] ids, NextTokenReader reader, TokenSampler[] draws) {
    NextTokenLogits logits = reader.read(ids, 1 + max(read));
    long[] chosen = new long[rows.length];
    int sampled = 0;
    int done = 0;
    for (int place = 0; place < rows.length; place++) {
      int row = rows[place];
      if (!finished[row]) {
        chosen[place] = draw(row, read[place], logits, draws[row]);
        sampled++;
        done += finished[row] ? 1 : 0;
      }
    }
    meter.add(done, sampled);
    return chosen;
  }

  private int draw(int row, int at, NextTokenLogits logits, TokenSampler draw) {
    int token = draw.draw(logits.values(), at * logits.vocabulary(), logits.vocabulary());
    responses.get(row).add(token);
    meter.token(row, token);
    logProbs.get(row).add(logits.logProb(at, token));
    finished[row] =
        decoder.config().ends(token)
            || responses.get(row).size() == limits[row]
            || cut.reached(responses.get(row));
    return token;
  }

  /**
   * Gives each row its own cache row after the prompts are read; once a quarter of the rows are
   * finished, removes them.
   */
  private long[] retired(long[] ids, NextTokenReader reader) {
    int[] alive = IntStream.range(0, rows.length).filter(p -> !finished[rows[p]]).toArray();
    boolean shared = 1 + max(read) < rows.length;
    boolean many = alive.length * 4 > rows.length * 3;
    if (alive.length == 0 || (many && !shared)) {
      return ids;
    }
    int[] kept = many ? IntStream.range(0, rows.length).toArray() : alive;
    reader.keep(Arrays.stream(kept).map(place -> read[place]).toArray());
    rows = Arrays.stream(kept).map(place -> rows[place]).toArray();
    read = IntStream.range(0, rows.length).toArray();
    return Arrays.stream(kept).mapToLong(place -> ids[place]).toArray();
  }

  private static int max(int[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private boolean allFinished() {
    for (boolean done : finished) {
      if (!done) {
        return false;
      }
    }
    return true;
  }
}
