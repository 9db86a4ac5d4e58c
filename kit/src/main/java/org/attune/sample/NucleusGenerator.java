package org.attune.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;
import org.attune.model.LlamaConfig;
import org.attune.model.Nucleus;

/** Continues prompts with one model, restricted to another model's nucleus. */
final class NucleusGenerator {
  private final Decoder policy;
  private final Nucleus nucleus;
  private final int maxTokens;

  NucleusGenerator(Decoder policy, Nucleus nucleus, int maxTokens) {
    this.policy = policy;
    this.nucleus = nucleus;
    this.maxTokens = maxTokens;
  }

  /** An unfinished response, with its log-probabilities under the unrestricted policy. */
  record Found(int limit, TokenSampler draw, List<Integer> ids, List<Double> logProbs) {
    boolean open(LlamaConfig config) {
      return ids.size() < limit && (ids.isEmpty() || !config.ends(ids.get(ids.size() - 1)));
    }
  }

  /** The policy's log-probabilities, and whether each token is inside the nucleus. */
  private record Both(float[] logProbs, float[] inside, int vocabulary) {
    long draw(int place, Found found) {
      int from = place * vocabulary;
      float[] row = Arrays.copyOfRange(logProbs, from, from + vocabulary);
      for (int token = 0; token < vocabulary; token++) {
        if (inside[from + token] == 0) {
          row[token] = Float.NEGATIVE_INFINITY;
        }
      }
      int token = found.draw().draw(row, 0, vocabulary);
      found.ids().add(token);
      found.logProbs().add((double) logProbs[from + token]);
      return token;
    }
  }

  /** Continues each prompt with its own random numbers. */
  List<Found> run(List<int[]> prompts, List<TokenSampler> draws) {
    List<Found> found = new ArrayList<>();
    for (int row = 0; row < prompts.size(); row++) {
      int limit = Math.min(maxTokens, policy.config().context() - prompts.get(row).length);
      found.add(new Found(limit, draws.get(row), new ArrayList<>(), new ArrayList<>()));
    }
    // Clones, since equal arrays would share a row.
    PromptPrefill prefill = new PromptPrefill(prompts.stream().map(int[]::clone).toList());
    int room = prefill.longest() + maxTokens;
    try (KeyValueCache mine = new KeyValueCache(policy, prefill.padding(), room);
        KeyValueCache theirs = new KeyValueCache(nucleus.decoder(), prefill.padding(), room)) {
      proceed(prefill.ids(), found, mine, theirs);
    }
    return found;
  }

  /** Continues until all responses have ended; once half of them have, they are removed. */
  private void proceed(
      long[] prompts, List<Found> found, KeyValueCache mine, KeyValueCache theirs) {
    List<Found> rows = found;
    long[] ids = prompts;
    int[] alive = alive(rows);
    while (alive.length > 0) {
      if (Thread.interrupted()) {
        throw new Generator.Interrupted();
      }
      Both both = read(ids, rows.size(), mine, theirs);
      long[] next = new long[rows.size()];
      for (int place : alive) {
        next[place] = both.draw(place, rows.get(place));
      }
      alive = alive(rows);
      ids = next;
      if (alive.length > 0 && alive.length <= rows.size() / 2) {
        mine.keep(alive);
        theirs.keep(alive);
        ids = Arrays.stream(alive).mapToLong(place -> next[place]).toArray();
        rows = Arrays.stream(alive).mapToObj(rows::get).toList();
        alive = IntStream.range(0, rows.size()).toArray();
      }
    }
  }

  private int[] alive(List<Found> rows) {
    LlamaConfig config = policy.config();
    return IntStream.range(0, rows.size()).filter(place -> rows.get(place).open(config)).toArray();
  }

  private Both read(long[] ids, int rows, KeyValueCache mine, KeyValueCache theirs) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      Shape shape = new Shape(rows, ids.length / rows);
      NDArray input = policy.weights().manager().create(ids, shape);
      NDArray logProbs = policy.logits(policy.next(input, mine)).logSoftmax(-1);
      Decoder mask = nucleus.decoder();
      NDArray inside = nucleus.inside(mask.logits(mask.next(input, theirs)).logSoftmax(-1));
      return new Both(
          logProbs.toFloatArray(), inside.toFloatArray(), (int) logProbs.getShape().get(1));
    }
  }
}
