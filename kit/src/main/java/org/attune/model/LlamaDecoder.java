package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.engine.PyTorch;
import org.attune.util.InvalidInputException;

/**
 * The readable decoder, in plain DJL operations: RMSNorm, rotary positions in the half-split layout
 * of Hugging Face, grouped-query attention, SwiGLU, no biases, no dropout.
 *
 * <p>It is the yardstick for any faster one.
 */
public final class LlamaDecoder implements Decoder {
  /**
   * Added to attention scores that must not count; finite, so that padding rows stay finite too.
   */
  static final float BLOCKED = -1e9f;

  private final LlamaConfig config;
  private final Weights weights;
  private final RotaryEmbedding rotary;
  private final NDArray scale;
  private final NDArray blocked; // ()

  /** Builds the decoder over weights of the right names and shapes. */
  public LlamaDecoder(LlamaConfig config, Weights weights) {
    this.config = config;
    this.weights = weights;
    check(config, weights);
    NDManager manager = weights.manager();
    rotary = new RotaryEmbedding(config, manager);
    scale = PyTorch.constant(manager, 1 / Math.sqrt(config.headWidth()));
    blocked = PyTorch.constant(manager, BLOCKED);
  }

  /**
   * Returns the names and shapes of all weights of a decoder, in Hugging Face's order and words.
   */
  public static Map<String, Shape> shapes(LlamaConfig c) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("model.embed_tokens.weight", new Shape(c.vocabulary(), c.width()));
    for (int layer = 0; layer < c.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      int queries = c.heads() * c.headWidth();
      int keys = c.keyValueHeads() * c.headWidth();
      shapes.put(at + "input_layernorm.weight", new Shape(c.width()));
      shapes.put(at + "self_attn.q_proj.weight", new Shape(queries, c.width()));
      shapes.put(at + "self_attn.k_proj.weight", new Shape(keys, c.width()));
      shapes.put(at + "self_attn.v_proj.weight", new Shape(keys, c.width()));
      shapes.put(at + "self_attn.o_proj.weight", new Shape(c.width(), queries));
      shapes.put(at + "post_attention_layernorm.weight", new Shape(c.width()));
      shapes.put(at + "mlp.gate_proj.weight", new Shape(c.inner(), c.width()));
      shapes.put(at + "mlp.up_proj.weight", new Shape(c.inner(), c.width()));
      shapes.put(at + "mlp.down_proj.weight", new Shape(c.width(), c.inner()));
    }
    shapes.put("model.norm.weight", new Shape(c.width()));
    if (!c.tied()) {
      shapes.put("lm_head.weight", new Shape(c.vocabulary(), c.width()));
    }
    return shapes;
  }

  @Override
  public LlamaConfig config() {
    return config;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public NDArray hidden(NDArray ids) {
    long time = ids.getShape().get(1);
    return blocks(ids, rotary.first(time), causal(time), null);
  }

  @Override
  public NDArray next(NDArray ids, KeyValueCache cache) {
    int time = (int) ids.getShape().get(1);
    RotaryEmbedding.Angles angles = rotary.at(cache.positions(time));
    NDArray x = blocks(ids, angles, cache.mask(time), cache); // (batch, time, width)
    cache.advance(time);
    return x.get(new NDIndex().addAllDim().addIndices(time - 1));
  }

  @Override
  public NDArray logits(NDArray hidden) {
    return linear(hidden, config.tied() ? "model.embed_tokens.weight" : "lm_head.weight");
  }

  private NDArray blocks(
      NDArray ids, RotaryEmbedding.Angles angles, NDArray mask, KeyValueCache cache) {
    NDArray x = rows(ids, weights.get("model.embed_tokens.weight")); // (batch, time, width)
    for (int layer = 0; layer < config.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      NDArray normed = rmsNorm(x, at + "input_layernorm.weight");
      x = x.add(attention(normed, layer, angles, mask, cache));
      x = x.add(feedForward(rmsNorm(x, at + "post_attention_layernorm.weight"), at + "mlp."));
    }
    return rmsNorm(x, "model.norm.weight");
  }

  private NDArray attention(
      NDArray x, int layer, RotaryEmbedding.Angles angles, NDArray mask, KeyValueCache cache) {
    String at = "model.layers." + layer + ".self_attn.";
    long b = x.getShape().get(0);
    long t = x.getShape().get(1);
    long h = config.headWidth();
    long groups = config.keyValueHeads();
    long g = config.group();
    NDArray q =
        rotate(linear(x, at + "q_proj.weight").reshape(b, t, config.heads(), h), angles).mul(scale);
    NDArray k =
        rotate(linear(x, at + "k_proj.weight").reshape(b, t, groups, h), angles)
            .transpose(0, 2, 1, 3);
    NDArray v = linear(x, at + "v_proj.weight").reshape(b, t, groups, h).transpose(0, 2, 1, 3);
    if (cache != null) {
      k = cache.keys(layer, k);
      v = cache.values(layer, v);
    }
    long s = k.getShape().get(2);
    // The queries that share a key head stand one above the other, so nothing is copied for them.
    q = q.reshape(b, t, groups, g, h).transpose(0, 2, 3, 1, 4).reshape(b, groups, g * t, h);
    NDArray scores = q.matMul(k.transpose(0, 1, 3, 2)).reshape(b, groups, g, t, s).add(mask);
    NDArray mixed =
        scores.softmax(-1).reshape(b, groups, g * t, s).matMul(v); // (b, groups, g * t, h)
    mixed =
        mixed.reshape(b, groups, g, t, h).transpose(0, 3, 1, 2, 4).reshape(b, t, groups * g * h);
    return linear(mixed, at + "o_proj.weight");
  }

  private NDArray feedForward(NDArray x, String at) {
    NDArray gate = linear(x, at + "gate_proj.weight");
    NDArray silu = gate.mul(Activation.sigmoid(gate));
    return linear(silu.mul(linear(x, at + "up_proj.weight")), at + "down_proj.weight");
  }

  private NDArray rmsNorm(NDArray x, String name) {
    NDArray meanSquare = x.square().mean(new int[] {-1}, true);
    return x.div(meanSquare.add((float) config.epsilon()).sqrt()).mul(weights.get(name));
  }

  /** Turns each pair (i, i + half) of a head by its position's angle. */
  private static NDArray rotate(NDArray x, RotaryEmbedding.Angles angles) {
    NDList halves = x.split(2, 3);
    NDArray first = halves.get(0);
    NDArray second = halves.get(1);
    return NDArrays.concat(
        new NDList(
            first.mul(angles.cos()).sub(second.mul(angles.sin())),
            second.mul(angles.cos()).add(first.mul(angles.sin()))),
        3);
  }

  private NDArray linear(NDArray x, String name) {
    Shape shape = x.getShape();
    NDArray w = weights.get(name);
    NDArray rows = x.reshape(-1, shape.get(shape.dimension() - 1)).matMul(w.transpose());
    long[] result = shape.getShape();
    result = result.clone();
    result[result.length - 1] = w.getShape().get(0);
    return rows.reshape(result);
  }

  /** Looks rows up; its gradient, unlike that of an index, does not depend on chance. */
  public static NDArray rows(NDArray ids, NDArray table) {
    return Embedding.embedding(ids, table, SparseFormat.DENSE).get(0);
  }

  /** Returns what each position must not see: all later ones // (1, 1, 1, time, time). */
  private NDArray causal(long time) {
    NDArray positions = weights.manager().arange(0, (int) time, 1, DataType.INT64);
    NDArray later = positions.reshape(1, time).gt(positions.reshape(time, 1));
    return later.toType(DataType.FLOAT32, false).mul(blocked).reshape(1, 1, 1, time, time);
  }

  /** Checks that all weights are there in the shapes that the config asks for. */
  static void check(LlamaConfig config, Weights weights) {
    shapes(config)
        .forEach(
            (name, shape) -> {
              InvalidInputException.unless(
                  weights.has(name),
                  "The weights '%s' are missing; the folder does not hold the model that its config.json describes.",
                  name);
              InvalidInputException.unless(
                  weights.get(name).getShape().equals(shape)
                      && weights.get(name).getDataType() == DataType.FLOAT32,
                  "The weights '%s' have shape %s, but config.json asks for %s.",
                  name,
                  weights.get(name).getShape(),
                  shape);
            });
  }
}
