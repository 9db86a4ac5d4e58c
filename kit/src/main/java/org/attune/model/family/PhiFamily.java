package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.Architecture.Residual;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Phi-1, 1.5 (Li et al. 2023, arXiv 2309.05463) and 2: LayerNorm, attention and feed-forward layer
 * that read the same input through one norm, feed-forward layers without a gate, biases everywhere,
 * also of logits, and a part of each head left unrotated.
 */
final class PhiFamily implements Family {
  private static final double USUAL_PART = 0.5;

  private static FileNames names() {
    Map<String, List<String>> renamed = new TreeMap<>();
    for (String kind : List.of("weight", "bias")) {
      renamed.put("self_attn.dense." + kind, List.of("self_attn.o_proj." + kind));
      renamed.put("mlp.fc1." + kind, List.of("mlp.up_proj." + kind));
      renamed.put("mlp.fc2." + kind, List.of("mlp.down_proj." + kind));
    }
    Map<String, String> outside =
        Map.of(
            FileNames.NORM,
            "model.final_layernorm.weight",
            "model.norm.bias",
            "model.final_layernorm.bias");
    return new FileNames(FileNames.OWN_BLOCKS, outside, renamed, FileNames.Turns.NONE, false);
  }

  @Override
  public String modelType() {
    return "phi";
  }

  @Override
  public String className() {
    return "Phi";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public String activation() {
    return "gelu_new";
  }

  @Override
  public boolean turnsParts() {
    return true;
  }

  @Override
  public String key(String llama) {
    return llama.equals("rms_norm_eps") ? "layer_norm_eps" : llama;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
        "phi2",
        Feature.OUTPUT_BIASES,
        Feature.BIASES,
        Feature.GELU,
        Feature.GELU_BY_TANH,
        Feature.HEADS_FILL_WIDTH);
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.refuseUnless(
        !keys.flag("qk_layernorm", false),
        "qk_layernorm",
        "norms of queries and keys are not supported in Phi; Phi-1, 1.5 and 2 have none.");
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(true, true, true)
        .logitBias()
        .residual(Residual.PARALLEL_ONE_NORM)
        .names(names())
        .rope(RopeReader.partly(keys, sizes, USUAL_PART));
  }

  /** States the part that is rotated where version 4 and where version 5 looks for it. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    RopeForms.part(json, architecture.rotaryWidth(), headWidth);
  }
}
