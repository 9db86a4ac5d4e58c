package org.attune.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.model.family.Architecture;
import org.attune.model.family.Experts;
import org.attune.model.family.ShortConvolution;

/** The names and shapes of the weights of one block. */
final class BlockShapes {
  private final Architecture architecture;
  private final Sizes sizes;
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  /**
   * The sizes of a block.
   *
   * @param queries the width of all query heads together
   * @param keys the width of all key heads together
   */
  record Sizes(long width, long inner, long queries, long keys, long headWidth) {}

  private BlockShapes(Architecture architecture, Sizes sizes) {
    this.architecture = architecture;
    this.sizes = sizes;
  }

  /** Returns the shapes by name, in Hugging Face's order and Llama's naming. */
  static Map<String, long[]> of(Architecture architecture, Sizes sizes) {
    BlockShapes block = new BlockShapes(architecture, sizes);
    block.addAll();
    return block.shapes;
  }

  private void addAll() {
    if (architecture.normsBefore()) {
      addNorm("input_layernorm");
    }
    addAttention();
    architecture.convolution().ifPresent(this::addConvolution);
    if (architecture.residual() != Architecture.Residual.PARALLEL_ONE_NORM) {
      addNorm("post_attention_layernorm");
    }
    if (architecture.normsBefore() && architecture.normsAfter()) {
      addNorm("pre_feedforward_layernorm");
    }
    addFeedForward();
    if (architecture.normsAfter()) {
      addNorm("post_feedforward_layernorm");
    }
  }

  /** The bias of a norm follows its gain, where the decoder script looks for it. */
  private void addNorm(String name) {
    shapes.put(name + ".weight", new long[] {sizes.width()});
    if (architecture.normBias()) {
      shapes.put(name + ".bias", new long[] {sizes.width()});
    }
  }

  private void addAttention() {
    Architecture.Biases biases = architecture.biases();
    Architecture.QueryKeyNorm norm = architecture.queryKeyNorm();
    long width = sizes.width();
    long queries = sizes.queries();
    long keys = sizes.keys();
    addMatrix("self_attn.q_proj", queries, width, biases.queryKeyValue());
    addMatrix("self_attn.k_proj", keys, width, biases.queryKeyValue());
    addMatrix("self_attn.v_proj", keys, width, biases.queryKeyValue());
    addMatrix("self_attn.o_proj", width, queries, biases.output());
    if (norm != Architecture.QueryKeyNorm.NONE) {
      boolean each = norm != Architecture.QueryKeyNorm.ALL;
      shapes.put("self_attn.q_norm.weight", new long[] {each ? sizes.headWidth() : queries});
      shapes.put("self_attn.k_norm.weight", new long[] {each ? sizes.headWidth() : keys});
    }
  }

  private void addConvolution(ShortConvolution convolution) {
    long width = sizes.width();
    addMatrix("conv.in_proj", 3 * width, width, convolution.bias());
    shapes.put(ShortConvolution.WEIGHTS, new long[] {width, convolution.length()});
    if (convolution.bias()) {
      shapes.put("conv.conv.bias", new long[] {width});
    }
    addMatrix("conv.out_proj", width, width, convolution.bias());
  }

  /** The matrices of an expert follow each other, where the decoder script looks for them. */
  private void addExperts(Experts experts) {
    long width = sizes.width();
    shapes.put(Experts.ROUTER, new long[] {experts.count(), width});
    for (int expert = 0; expert < experts.count(); expert++) {
      for (String kind : Experts.KINDS) {
        boolean down = kind.equals("down_proj");
        long[] shape = {down ? width : experts.width(), down ? experts.width() : width};
        shapes.put(Experts.name(expert, kind), shape);
      }
    }
    if (experts.shared()) {
      shapes.put(Experts.SHARED_GATE, new long[] {1, width});
      addDense();
    }
  }

  private void addFeedForward() {
    architecture.experts().ifPresentOrElse(this::addExperts, this::addDense);
  }

  private void addDense() {
    boolean bias = architecture.biases().feedForward();
    if (architecture.feedForward().gated()) {
      addMatrix("mlp.gate_proj", sizes.inner(), sizes.width(), bias);
    }
    addMatrix("mlp.up_proj", sizes.inner(), sizes.width(), bias);
    addMatrix("mlp.down_proj", sizes.width(), sizes.inner(), bias);
  }

  private void addMatrix(String name, long rows, long columns, boolean bias) {
    shapes.put(name + ".weight", new long[] {rows, columns});
    if (bias) {
      shapes.put(name + ".bias", new long[] {rows});
    }
  }
}
