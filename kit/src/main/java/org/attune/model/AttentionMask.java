package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.attune.engine.PyTorch;

/**
 * Which tokens the readable decoder's tokens attend to.
 *
 * @param scores added to attention scores, very negative where nothing is seen // (batch or 1, 1,
 *     1, time, keys)
 * @param queries the positions of the tokens // (time, 1)
 * @param keys the positions of what they attend to // (1, keys)
 */
record AttentionMask(NDArray scores, NDArray queries, NDArray keys) {
  /** Returns the mask of whole texts, which blocks all later positions. */
  static AttentionMask causal(NDManager manager, long time) {
    NDArray rows = positions(manager, 0, time).reshape(time, 1);
    NDArray columns = rows.reshape(1, time);
    return new AttentionMask(blocked(columns.gt(rows)), rows, columns);
  }

  /** Returns the mask of the next tokens of a cache. */
  static AttentionMask next(NDManager manager, KeyValueCache cache, int time) {
    long end = cache.length() + (long) time;
    return new AttentionMask(
        cache.mask(time),
        positions(manager, cache.length(), end).reshape(time, 1),
        positions(manager, 0, end).reshape(1, end));
  }

  /** Returns the mask of packed texts: a token sees its trunk and its own branch up to itself. */
  static AttentionMask packed(NDManager manager, PackedTexts texts) {
    NDArray keys = texts.positions(manager); // (1, total)
    NDArray owners = texts.owners(manager);
    NDArray limbs = texts.limbs(manager);
    NDArray queries = keys.transpose();
    NDArray same = limbs.eq(limbs.transpose()).logicalOr(limbs.lt(0));
    NDArray seen = keys.lte(queries).logicalAnd(owners.eq(owners.transpose())).logicalAnd(same);
    return new AttentionMask(blocked(seen.logicalNot()), queries, keys);
  }

  private static NDArray positions(NDManager manager, long from, long to) {
    return manager.arange((int) from, (int) to, 1, DataType.INT64);
  }

  /** Returns a very negative number where a condition holds // (1, 1, 1, time, keys). */
  private static NDArray blocked(NDArray where) {
    NDArray block = PyTorch.constant(where.getManager(), KeyValueCache.BLOCKED);
    long time = where.getShape().get(0);
    return where
        .toType(DataType.FLOAT32, false)
        .mul(block)
        .reshape(1, 1, 1, time, where.getShape().get(1));
  }

  /**
   * Returns a one where a key is so many tokens before a query in its text, otherwise zero //
   * (time, keys).
   */
  NDArray predecessors(int lag) {
    NDArray seen = scores.reshape(queries.getShape().get(0), keys.getShape().get(1)).gte(-1);
    NDArray there = keys.eq(queries.sub(lag)).logicalAnd(seen);
    return there.toType(DataType.FLOAT32, false);
  }

  /**
   * Returns the scores of a layer that attends to a number of positions, including its own; 0 for
   * all.
   */
  NDArray within(int window) {
    return window == 0 ? scores : scores.add(blocked(keys.lte(queries.sub(window))));
  }

  /** Returns scores less what each head subtracts for the distance of two tokens, if it does. */
  NDArray falling(NDArray unseen, LlamaConfig config) {
    List<Double> slopes = config.architecture().positions().slopes();
    if (slopes.isEmpty()) {
      return unseen;
    }
    double[] all = slopes.stream().mapToDouble(slope -> slope).toArray();
    Shape heads = new Shape(1, config.keyValueHeads(), config.group(), 1, 1);
    NDArray each = unseen.getManager().create(all, heads).toType(DataType.FLOAT32, false);
    return unseen.add(keys.sub(queries).toType(DataType.FLOAT32, false).mul(each));
  }
}
