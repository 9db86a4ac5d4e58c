package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.model.family.Architecture;
import org.attune.model.family.FileNames;

/**
 * The readable decoder, in plain DJL operations: norms, rotary positions in the half-split layout
 * of Hugging Face, grouped-query attention, SwiGLU, no dropout, and the variations of other
 * families that {@link Architecture} describes.
 *
 * <p>It is the reference for faster implementations.
 */
public final class LlamaDecoder implements Decoder {
  private final LlamaConfig config;

  private final Architecture architecture;
  private final Weights weights;
  private final Weights trainable;
  private final Optional<AdapterSlots> adapter;
  private final RotaryEmbedding rotary;
  private final NDArray scale;
  private final NDArray embeddingScale;

  /** Builds the decoder over weights with the required names and shapes. */
  public LlamaDecoder(LlamaConfig config, Weights weights) {
    this(config, weights, Optional.empty());
  }

  /** Builds the decoder over frozen weights and an adapter, if there is one. */
  public LlamaDecoder(LlamaConfig config, Weights weights, Optional<Adapter> adapter) {
    this.config = config;
    this.architecture = config.architecture();
    this.weights = weights;
    this.trainable = adapter.map(Adapter::weights).orElse(weights);
    this.adapter = adapter.map(trained -> new AdapterSlots(config, trained));
    WeightShapes.check(config, weights, trainable);
    NDManager manager = weights.manager();
    rotary = new RotaryEmbedding(config, manager);
    scale = PyTorch.constant(manager, architecture.scoreScale());
    embeddingScale = PyTorch.constant(manager, architecture.embedding().scale());
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
  public Weights trainable() {
    return trainable;
  }

  @Override
  public NDArray hidden(NDArray ids) {
    long time = ids.getShape().get(1);
    return blocks(ids, rotary.first(time), AttentionMask.causal(weights.manager(), time), null);
  }

  @Override
  public NDArray packed(PackedTexts texts) {
    NDManager manager = weights.manager();
    RotaryEmbedding.Angles angles = rotary.at(texts.positions(manager), texts.end());
    AttentionMask mask = AttentionMask.packed(manager, texts);
    return blocks(texts.ids(manager), angles, mask, null).reshape(-1, config.width());
  }

  @Override
  public NDArray next(NDArray ids, KeyValueCache cache) {
    int time = (int) ids.getShape().get(1);
    RotaryEmbedding.Angles angles = rotary.at(cache.positions(time), cache.length() + time);
    AttentionMask mask = AttentionMask.next(weights.manager(), cache, time);
    NDArray x = blocks(ids, angles, mask, cache); // (batch, time, width)
    cache.advance(time);
    return x.get(new NDIndex().addAllDim().addIndices(time - 1));
  }

  @Override
  public NDArray logits(NDArray hidden) {
    NDArray logits = linear(hidden, config.tied() ? "model.embed_tokens" : "lm_head");
    return bounded(scaled(logits, architecture.logitScale()), architecture.logitCap());
  }

  private NDArray blocks(
      NDArray ids, RotaryEmbedding.Angles angles, AttentionMask mask, KeyValueCache cache) {
    NDArray x = PyTorch.rows(ids, full("model.embed_tokens.weight")); // (batch, time, width)
    if (architecture.embedding().scale() != 1) {
      x = x.mul(embeddingScale);
    }
    if (architecture.learnsPositions()) {
      NDArray places = PyTorch.indices(angles.cos().squeeze(-1).squeeze(-1)); // (batch, time)
      x = x.add(PyTorch.rows(places, full(FileNames.POSITIONS)));
    }
    if (architecture.embedding().normed()) {
      x = norm(x, FileNames.EMBEDDING_NORM);
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      NDArray mixed = mixed(before(x, at + "input_layernorm"), layer, angles, mask, cache);
      NDArray y = x.add(after(mixed, at + "post_attention_layernorm"));
      NDArray read = architecture.parallel() ? x : y;
      NDArray fed =
          new ReadableFeedForward(architecture, this::linear)
              .of(before(read, at + architecture.normBeforeFeedForward()), at + "mlp.");
      x = y.add(after(fed, at + "post_feedforward_layernorm"));
    }
    return norm(x, "model.norm");
  }

  private NDArray before(NDArray x, String name) {
    return architecture.normsBefore() ? norm(x, name) : x;
  }

  private NDArray after(NDArray x, String name) {
    NDArray y = architecture.normsAfter() ? norm(x, name) : x;
    return scaled(y, architecture.residualScale());
  }

  private NDArray scaled(NDArray x, double factor) {
    return factor == 1 ? x : x.mul(PyTorch.constant(weights.manager(), factor));
  }

  private NDArray mixed(
      NDArray x,
      int layer,
      RotaryEmbedding.Angles angles,
      AttentionMask mask,
      KeyValueCache cache) {
    return architecture.convolves(layer)
        ? new ReadableConvolution(this::linear, this::full)
            .of(x, layer, architecture.convolution().orElseThrow(), mask, cache)
        : attention(x, layer, angles, mask, cache);
  }

  private NDArray attention(
      NDArray x,
      int layer,
      RotaryEmbedding.Angles angles,
      AttentionMask mask,
      KeyValueCache cache) {
    String at = "model.layers." + layer + ".self_attn.";
    long b = x.getShape().get(0);
    long t = x.getShape().get(1);
    long h = config.headWidth();
    NDArray q = placed(linear(x, at + "q_proj"), at + "q_norm.weight", layer, angles);
    NDArray k = placed(linear(x, at + "k_proj"), at + "k_norm.weight", layer, angles);
    NDArray v =
        linear(x, at + "v_proj").reshape(b, t, config.keyValueHeads(), h).transpose(0, 2, 1, 3);
    k = k.transpose(0, 2, 1, 3);
    if (cache != null) {
      k = cache.keys(layer, k);
      v = cache.values(layer, v);
    }
    NDArray unseen = mask.within(architecture.windows().get(layer));
    NDArray mixed = mixed(q, k, v, mask.falling(unseen, config));
    return linear(mixed, at + "o_proj");
  }

  /**
   * Mixes values by the attention of queries to keys.
   *
   * @param q queries // (b, t, heads, h)
   * @param k keys // (b, groups, s, h)
   * @param v values // (b, groups, s, h)
   * @param unseen what is added to scores, large and negative where attention is blocked
   * @return // (b, t, heads * h)
   */
  private NDArray mixed(NDArray q, NDArray k, NDArray v, NDArray unseen) {
    long b = q.getShape().get(0);
    long t = q.getShape().get(1);
    long h = config.headWidth();
    long groups = config.keyValueHeads();
    long g = config.group();
    long s = k.getShape().get(2);
    // The queries that share a key head are stacked, so no keys are copied for them.
    NDArray stacked = q.mul(scale).reshape(b, t, groups, g, h).transpose(0, 2, 3, 1, 4);
    stacked = stacked.reshape(b, groups, g * t, h);
    NDArray scores = stacked.matMul(k.transpose(0, 1, 3, 2)).reshape(b, groups, g, t, s);
    scores = bounded(scores, architecture.scoreCap()).add(unseen);
    NDArray mixed =
        scores.softmax(-1).reshape(b, groups, g * t, s).matMul(v); // (b, groups, g * t, h)
    return mixed.reshape(b, groups, g, t, h).transpose(0, 3, 1, 2, 4).reshape(b, t, groups * g * h);
  }

  /** Splits into heads, normalises and rotates, in the order of the family. */
  private NDArray placed(NDArray x, String name, int layer, RotaryEmbedding.Angles angles) {
    NDArray y = turned(normed(x, name), layer, angles);
    return architecture.queryKeyNorm() == Architecture.QueryKeyNorm.HEAD_AFTER_ROTATION
        ? rmsNorm(y, name)
        : y;
  }

  /**
   * Splits into heads and normalises them if the family does // (batch, time, heads, headWidth).
   */
  private NDArray normed(NDArray x, String name) {
    Shape shape = x.getShape();
    long h = config.headWidth();
    Shape heads = new Shape(shape.get(0), shape.get(1), shape.get(2) / h, h);
    return switch (architecture.queryKeyNorm()) {
      case NONE, HEAD_AFTER_ROTATION -> x.reshape(heads);
      case HEAD -> rmsNorm(x.reshape(heads), name);
      case ALL -> rmsNorm(x, name).reshape(heads);
    };
  }

  /** Soft-caps numbers, c·tanh(x / c); 0 means no cap. */
  private NDArray bounded(NDArray x, double cap) {
    if (cap == 0) {
      return x;
    }
    NDArray bound = PyTorch.constant(weights.manager(), cap);
    return x.div(bound).tanh().mul(bound);
  }

  private NDArray norm(NDArray x, String name) {
    if (architecture.normsCentre()) {
      NDArray y = rmsNorm(x.sub(x.mean(new int[] {-1}, true)), name + ".weight");
      return architecture.normBias() ? y.add(full(name + ".bias")) : y;
    }
    return rmsNorm(x, name + ".weight");
  }

  private NDArray rmsNorm(NDArray x, String name) {
    NDArray meanSquare = x.square().mean(new int[] {-1}, true);
    NDArray gain = full(name);
    return x.div(meanSquare.add((float) config.epsilon()).sqrt())
        .mul(architecture.gainPlusOne() ? gain.add(1f) : gain);
  }

  /** Rotates queries or keys by the angles of their positions, in layers with positions. */
  private NDArray turned(NDArray x, int layer, RotaryEmbedding.Angles angles) {
    int set = architecture.rotations().get(layer);
    return set < 0 ? x : rotary.turned(x, set, angles);
  }

  private NDArray linear(NDArray x, String name) {
    Shape shape = x.getShape();
    NDArray w = full(name + ".weight");
    NDArray flat = x.reshape(-1, shape.get(shape.dimension() - 1));
    NDArray rows = adapted(flat.matMul(w.transpose()), flat, name);
    long[] result = shape.getShape();
    result = result.clone();
    result[result.length - 1] = w.getShape().get(0);
    NDArray product = rows.reshape(result);
    return weights.has(name + ".bias") ? product.add(full(name + ".bias")) : product;
  }

  /** Returns the weights of a name in 32 bits; the adapter's, if it has its own. */
  private NDArray full(String name) {
    return (trainable.has(name) ? trainable : weights).full(name);
  }

  /** Returns the rows of B that belong to a matrix. */
  private static NDArray up(AdapterSlots.Slot slot) {
    long rank = slot.b().getShape().get(1);
    NDIndex rows = new NDIndex().addAllDim().addSliceDim(slot.from(), slot.to());
    return slot.b().reshape(slot.groups(), -1, rank).get(rows).reshape(-1, rank);
  }

  /** Adds s·B(A x) to W x; without dropout, which belongs to training // (rows, out). */
  private NDArray adapted(NDArray y, NDArray x, String name) {
    Optional<AdapterSlots.Slot> slot = adapter.flatMap(slots -> slots.of(name));
    if (slot.isEmpty()) {
      return y;
    }
    AdapterSlots.Slot found = slot.get();
    NDArray low = x.matMul(found.a().transpose()).matMul(up(found).transpose());
    return y.add(low.mul(PyTorch.constant(weights.manager(), found.scale())));
  }
}
