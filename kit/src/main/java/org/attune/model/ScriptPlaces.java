package org.attune.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture;
import org.attune.model.family.Experts;
import org.attune.model.family.ShortConvolution;

/** Where the decoder script finds weights, adapters and packed matrices in its lists. */
record ScriptPlaces(LlamaConfig config) {
  /** All weights that a block of any family may have; missing ones are never read. */
  private static final List<String> ROLES =
      List.of(
          "input_layernorm.weight",
          "self_attn.q_proj.weight",
          "self_attn.q_proj.bias",
          "self_attn.k_proj.weight",
          "self_attn.k_proj.bias",
          "self_attn.v_proj.weight",
          "self_attn.v_proj.bias",
          "self_attn.o_proj.weight",
          "self_attn.o_proj.bias",
          "self_attn.q_norm.weight",
          "self_attn.k_norm.weight",
          "post_attention_layernorm.weight",
          "pre_feedforward_layernorm.weight",
          "mlp.gate_proj.weight",
          "mlp.gate_proj.bias",
          "mlp.up_proj.weight",
          "mlp.up_proj.bias",
          "mlp.down_proj.weight",
          "mlp.down_proj.bias",
          "post_feedforward_layernorm.weight",
          Experts.ROUTER,
          Experts.name(0, Experts.KINDS.get(0)),
          Experts.SHARED_GATE,
          "conv.in_proj.weight",
          "conv.in_proj.bias",
          ShortConvolution.WEIGHTS,
          "conv.conv.bias",
          "conv.out_proj.weight",
          "conv.out_proj.bias");

  /** Returns the index of each of a block's weights in the list. */
  Map<String, String> constants() {
    Architecture architecture = config.architecture();
    List<String> block = List.copyOf(config.blockShapes().keySet());
    Map<String, String> places = new TreeMap<>();
    ROLES.forEach(role -> places.put(role, String.valueOf(Math.max(0, block.indexOf(role)))));
    int before = block.indexOf(architecture.normBeforeFeedForward() + ".weight");
    places.put("BEFORE_FEED", String.valueOf(Math.max(0, before)));
    List<String> roles = LoraModule.roles(architecture);
    for (int slot = 0; slot < roles.size(); slot++) {
      places.put(roles.get(slot) + ".slot", String.valueOf(slot));
    }
    places.put("SLOTS", String.valueOf(roles.size()));
    places.put("PER_LAYER", String.valueOf(block.size()));
    int positions = 1 + config.layers() * block.size() + (architecture.normBias() ? 2 : 1);
    places.put("POSITIONS", String.valueOf(positions));
    int embedded = positions + (architecture.learnsPositions() ? 1 : 0);
    places.put("EMBEDDING_NORM", String.valueOf(embedded));
    int bias = embedded + (architecture.embedding().normed() ? 2 : 0);
    places.put("LOGIT_BIAS", String.valueOf(bias));
    places.put("ADAPTERS", String.valueOf(bias + (config.hasLogitBias() ? 1 : 0)));
    places.put("MATRICES", String.valueOf(matrices(architecture)));
    return places;
  }

  /** Returns how many matrices of a block are packed for sampling. */
  private static int matrices(Architecture architecture) {
    int feed = architecture.feedForward().gated() ? 3 : 2;
    return 2 + (architecture.experts().isPresent() ? 0 : feed);
  }
}
