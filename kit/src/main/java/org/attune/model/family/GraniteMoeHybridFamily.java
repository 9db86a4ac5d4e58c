package org.attune.model.family;

import java.util.List;
import java.util.Map;

/**
 * Granite 4 (IBM 2025) without state-space layers and experts, such as its models of 350M and 1B
 * weights: {@link GraniteFamily Granite 3}, whose files store gate and up as one matrix, under the
 * names of a layer that experts would share.
 */
final class GraniteMoeHybridFamily implements Family {
  private static final GraniteFamily BEFORE = new GraniteFamily();

  private static final Map<String, List<String>> FUSED =
      Map.of(
          "shared_mlp.input_linear.weight",
          List.of("mlp.gate_proj.weight", "mlp.up_proj.weight"),
          "shared_mlp.output_linear.weight",
          List.of("mlp.down_proj.weight"));

  /** What is only read where there are experts or state-space layers. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "init_method",
          "intermediate_size",
          "mamba_chunk_size",
          "mamba_conv_bias",
          "mamba_d_conv",
          "mamba_d_head",
          "mamba_d_state",
          "mamba_expand",
          "mamba_n_groups",
          "mamba_n_heads",
          "mamba_proj_bias",
          "num_experts_per_tok",
          "output_router_logits",
          "router_aux_loss_coef",
          "time_step_limit");

  @Override
  public String modelType() {
    return "granitemoehybrid";
  }

  @Override
  public String className() {
    return "GraniteMoeHybrid";
  }

  @Override
  public String feedForwardKey() {
    return "shared_intermediate_size";
  }

  /** llama.cpp runs it as Granite 3, from which it differs in the names of its weights only. */
  @Override
  public GgufArchitecture gguf() {
    return BEFORE.gguf();
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.refuseUnless(
        keys.whole("num_local_experts", 8) == 0,
        "num_local_experts",
        "mixtures of experts are not supported; of Granite 4 use a dense model, such as"
            + " granite-4.0-350m or granite-4.0-1b.");
    List<String> types = keys.texts("layer_types");
    keys.refuseUnless(
        types.size() == sizes.layers() && List.of("attention", "full_attention").containsAll(types),
        "layer_types",
        "state-space layers (Mamba) are not supported; of Granite 4 use a model without \"h\" in"
            + " its name, such as granite-4.0-350m or granite-4.0-1b.");
    keys.unless(
        keys.text("normalization_function", "rmsnorm").equals("rmsnorm"),
        "normalization_function",
        "rmsnorm");
    WITHOUT_EFFECT.forEach(keys::has);
    BEFORE.describe(builder, keys, sizes);
    builder.fused(FUSED);
    if (!keys.text("position_embedding_type", "").equals("rope")) {
      builder.rotations(
          builder.build().ropes(), Architecture.everywhere(sizes.layers(), -1)); // no positions
    }
  }
}
