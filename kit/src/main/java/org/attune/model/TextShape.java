package org.attune.model;

/**
 * How much a decoder reads in one pass, padding included.
 *
 * @param tokens tokens that go through the matrix products
 * @param queries tokens that attend, where attention pads its texts once more
 * @param keys tokens that they attend to; those of a shared prompt count for each text
 * @param pairs pairs of a query and a key whose weights are computed
 * @param longest keys of the longest text
 * @param predicted tokens whose probability is computed
 * @param packed whether the texts are packed into one row
 */
public record TextShape(
    long tokens,
    long queries,
    long keys,
    long pairs,
    long longest,
    long predicted,
    boolean packed) {
  /** Returns the shape of texts of one length, each of whose tokens predicts another. */
  public static TextShape padded(long texts, long time) {
    long tokens = texts * time;
    return new TextShape(tokens, tokens, tokens, tokens * time, time, tokens, false);
  }

  /** Returns this shape with another number of predicted tokens. */
  TextShape predicting(long others) {
    return new TextShape(tokens, queries, keys, pairs, longest, others, packed);
  }

  /** Returns the shape of the larger of some equal parts. */
  public TextShape part(int parts) {
    return new TextShape(
        part(tokens, parts),
        part(queries, parts),
        part(keys, parts),
        part(pairs, parts),
        longest,
        part(predicted, parts),
        packed);
  }

  private static long part(long all, int parts) {
    return (all + parts - 1) / parts;
  }
}
