package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;

/**
 * Scores every token of texts that stand for themselves, without prompt and response. A text is
 * read in one pass, and several texts in one batch.
 *
 * @param decoder the model
 * @param likely how many of the most probable tokens are named in each place
 */
public record TextScorer(Decoder decoder, int likely) {
  /** About as many tokens are read together. */
  private static final int BATCH = 4096;

  /** At most as many logits exist at once, 64 MiB. */
  private static final int LOGITS = 1 << 24;

  /** What follows the last token is asked for too, and any token may stand for it. */
  private static final int ANY = 0;

  /**
   * Returns the scores of each text's tokens after the first, and, as the last, that of the most
   * probable next token.
   *
   * @param texts token ids, at least one each, no more than the model's context
   */
  public List<List<TokenScore>> score(List<int[]> texts) {
    List<TokenizedExample> rows =
        texts.stream().map(ids -> new TokenizedExample(first(ids), rest(ids))).toList();
    int longest = rows.stream().mapToInt(TokenizedExample::length).max().orElse(1);
    return new BatchScorer(decoder, Math.max(1, BATCH / longest))
        .read(rows, places -> batch(places.stream().map(rows::get).toList()), done -> {});
  }

  private static int[] first(int[] ids) {
    return new int[] {ids[0]};
  }

  private static int[] rest(int[] ids) {
    int[] rest = Arrays.copyOfRange(ids, 1, ids.length + 1);
    rest[ids.length - 1] = ANY;
    return rest;
  }

  private List<List<TokenScore>> batch(List<TokenizedExample> rows) {
    TokenBatch batch = TokenBatch.of(rows);
    NDArray states = batch.predicting(decoder); // (batch * response, width)
    List<List<TokenScore>> scores = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      int[] targets = rows.get(row).response();
      scores.add(scores(states, row * batch.longestResponse(), targets));
    }
    return scores;
  }

  /** Returns the scores of one text, whose states begin at a place. */
  private List<TokenScore> scores(NDArray states, int from, int[] targets) {
    List<TokenScore> found = new ArrayList<>();
    int most = Math.max(1, LOGITS / decoder.config().vocabulary());
    for (int done = 0; done < targets.length; done += most) {
      int to = Math.min(targets.length, done + most);
      NDIndex some = new NDIndex().addSliceDim(from + done, from + to);
      int[] tokens = Arrays.copyOfRange(targets, done, to);
      found.addAll(PyTorch.scoped(() -> scores(states.get(some), tokens)));
    }
    TokenScore last = found.remove(found.size() - 1);
    found.add(last.asMostProbable());
    return found;
  }

  /** Returns the scores of tokens that some states predict // (tokens, width). */
  private List<TokenScore> scores(NDArray states, int[] targets) {
    NDArray logProbs = decoder.logits(states).logSoftmax(-1); // (tokens, vocabulary)
    long[] wide = Arrays.stream(targets).asLongStream().toArray();
    NDArray chosen = states.getManager().create(wide, new Shape(wide.length, 1));
    float[] own = logProbs.gather(chosen, 1).toFloatArray();
    int each = Math.min(Math.max(1, likely), decoder.config().vocabulary());
    NDList best = logProbs.topK(each, 1, true, true);
    float[] values = best.get(0).toFloatArray();
    long[] ids = best.get(1).toLongArray();
    List<TokenScore> found = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      int at = i * each;
      found.add(
          new TokenScore(
              targets[i],
              own[i],
              IntStream.range(at, at + each).map(k -> (int) ids[k]).toArray(),
              IntStream.range(at, at + each).mapToDouble(k -> values[k]).toArray()));
    }
    return found;
  }
}
