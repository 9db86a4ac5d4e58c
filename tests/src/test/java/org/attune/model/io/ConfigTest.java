package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.attune.model.LlamaConfig;
import org.attune.model.family.Families;
import org.attune.model.family.RopeParameters;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A config.json")
final class ConfigTest {
  private static final String WHERE = "some/config.json";

  /** Returns a Llama's keys and others, which win. */
  private static JsonObject with(String more) {
    JsonObject json = FamilyCases.named("llama-plain").config();
    JsonParser.parseString(more).getAsJsonObject().asMap().forEach(json::add);
    return json;
  }

  private static LlamaConfig read(String more) {
    return ConfigReader.read(with(more), WHERE);
  }

  private static String refusal(String more) {
    String message = assertThrows(InvalidInputException.class, () -> read(more)).getMessage();
    assertTrue(message.startsWith(WHERE), message);
    return message;
  }

  @Nested
  @DisplayName("is refused in one sentence that names file, key and value")
  final class Refused {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'clip_qkv': 8}|'clip_qkv' is 8; no decoder here knows this key",
          "{'quantization_config': {'bits': 4}}|'quantization_config' is {\"bits\":4}; quantised",
          "{'model_type': 'gpt2', 'n_embd': 8, 'n_layer': 1, 'n_head': 2, 'n_positions': 8,"
              + " 'scale_attn_by_inverse_layer_idx': true}|'scale_attn_by_inverse_layer_idx' is"
              + " true; attention scores that are scaled differently in each layer",
          "{'model_type': 'mamba'}|'model_type' is \"mamba\"; this model type is not supported",
          "{'model_type': 'opt', 'ffn_dim': 32, 'do_layer_norm_before':"
              + " false}|'do_layer_norm_before' is false; norms after attention",
          "{'model_type': 'opt', 'ffn_dim': 32, 'word_embed_proj_dim': 8}|'word_embed_proj_dim' is"
              + " 8; embeddings of another width than hidden_size",
          "{'model_type': 'opt', 'ffn_dim': 32, '_remove_final_layer_norm':"
              + " true}|'_remove_final_layer_norm' is true; a decoder without a last norm",
          "{'model_type': 'opt', 'ffn_dim': 32, 'layer_norm_elementwise_affine':"
              + " false}|'layer_norm_elementwise_affine' is false; norms without gain",
          "{'model_type': 'bloom', 'n_layer': 1, 'num_hidden_layers':"
              + " 2}|'num_hidden_layers' must be the same as 'n_layer', which is 1, got 2",
          "{'model_type': 'bloom', 'n_layer': 1, 'num_hidden_layers': 1,"
              + " 'n_inner': 8}|'n_inner' must be null or 4 times",
          "{'model_type': 'bloom', 'n_layer': 1, 'num_hidden_layers': 1,"
              + " 'apply_residual_connection_post_layernorm': true}|'apply_residual_connection_post_layernorm' is true; blocks",
          "{'model_type': 'mpt', 'd_model': 16, 'n_layers': 1, 'n_heads': 2, 'hidden_size': 16,"
              + " 'num_hidden_layers': 1, 'num_attention_heads': 2, 'attn_config': {'clip_qkv':"
              + " 8}}|'attn_config.clip_qkv' must be null, got 8",
          "{'model_type': 'mpt', 'hidden_size': 16, 'expansion_ratio': 2}|'expansion_ratio' must be"
              + " 4, got 2",
          "{'model_type': 'cohere', 'use_qk_norm': true}|'use_qk_norm' is true; norms of queries",
          "{'model_type': 'cohere2', 'sliding_window': null}|'sliding_window' must be a whole",
          "{'model_type': 'falcon', 'alibi': true}|'alibi' is true; scores that fall with distance",
          "{'model_type': 'falcon', 'num_ln_in_parallel_attn': 2}|'num_ln_in_parallel_attn' must be"
              + " 1, unless new_decoder_architecture is true, got 2",
          "{'model_type': 'falcon', 'new_decoder_architecture': true, 'parallel_attn':"
              + " false}|'parallel_attn' must be true, since new_decoder_architecture is, got false",
          "{'model_type': 'gptj', 'n_embd': 16, 'n_layer': 1, 'n_head': 2, 'n_positions':"
              + " 8}|'rotary_dim' must be an even number from 2 to the width of a head, 8, got null",
          "{'model_type': 'codegen', 'n_embd': 16, 'n_layer': 1, 'n_head': 2, 'n_positions':"
              + " 8}|'n_head' must be a multiple of 4, got 2",
          "{'model_type': 'gpt_neo', 'num_layers': 2, 'num_heads': 2}|'attention_types' must be a"
              + " list such as [[[\"global\", \"local\"], N]] of all 2 layers, got null",
          "{'model_type': 'gpt_neo', 'num_layers': 2, 'num_heads': 2, 'attention_types': [[['local'],"
              + " 2]], 'attention_layers': ['local', 'global']}|'attention_layers' must be what",
          "{'model_type': 'gpt_neo', 'num_layers': 2, 'num_heads': 2, 'attention_types': [['local',"
              + " 2]]}|'attention_types' must be a list of pairs",
          "{'model_type': 'phi', 'qk_layernorm': true}|'qk_layernorm' is true; norms of queries",
          "{'model_type': 'phi', 'partial_rotary_factor': 0.4}|'partial_rotary_factor' must be at"
              + " most 1, and an even part of the 8 numbers of a head, got 0.4",
          "{'model_type': 'phi', 'partial_rotary_factor': 0.5, 'rope_parameters':"
              + " {'partial_rotary_factor': 1.0}}|'partial_rotary_factor' is 0.5; 'rope_parameters'"
              + " has another",
          "{'model_type': 'stablelm', 'qk_layernorm': true}|'qk_layernorm' is true; norms of"
              + " queries and keys, one for each head",
          "{'model_type': 'starcoder2', 'norm_type': 'rms'}|'norm_type' must be layer_norm, got",
          "{'model_type': 'starcoder2', 'sliding_window': 0}|'sliding_window' must be null or a",
          "{'model_type': 'hunyuan_v1_dense', 'use_cla': true}|'use_cla' must be false, got true",
          "{'model_type': 'hunyuan_v1_dense', 'rope_scaling': {'type': 'yarn', 'alpha': 9}}|"
              + "'rope_scaling.alpha' must be null, unless the type is dynamic, got 9",
          "{'model_type': 'ministral3'}|'rope_parameters' is null; transformers has a default",
          "{'model_type': 'arcee', 'hidden_act': 'silu', 'odd': 1}|'odd' is 1; no decoder here",
          "{'hidden_act': 'relu2'}|'hidden_act' must be silu, gelu",
          "{'model_type': 'olmo3', 'rope_theta': 10000}|'rope_theta' is 10000; transformers 4 and 5 read",
          "{'model_type': 'granitemoehybrid', 'shared_intermediate_size': 8, 'num_local_experts':"
              + " 4}|'num_local_experts' is 4; mixtures of experts are not supported",
          "{'model_type': 'granitemoehybrid', 'shared_intermediate_size': 8, 'num_local_experts': 0,"
              + " 'layer_types': ['mamba', 'attention']}|'layer_types' is"
              + " [\"mamba\",\"attention\"]; state-space layers (Mamba) are not supported",
          "{'model_type': 'olmoe', 'clip_qkv': 8}|'clip_qkv' is 8; queries, keys and values with",
          "{'model_type': 'granitemoe', 'num_local_experts': 0}|'num_local_experts' must be between 2",
          "{'model_type': 'granitemoe', 'num_experts_per_tok': 9}|'num_experts_per_tok' must be"
              + " between 1 and 8, got 9",
          "{'model_type': 'mixtral', 'router_jitter_noise': 0.1}|'router_jitter_noise' is 0.1; noise",
          "{'model_type': 'qwen3_moe', 'head_dim': 8, 'mlp_only_layers': [0]}|'mlp_only_layers' is"
              + " [0]; blocks without experts beside others",
          "{'model_type': 'qwen2_moe', 'decoder_sparse_step': 2}|'decoder_sparse_step' is 2; blocks",
          "{'model_type': 'qwen2_moe', 'use_sliding_window': true}|'use_sliding_window' is true;",
          "{'model_type': 'lfm2', 'conv_L_cache': 1}|'conv_L_cache' must be between 2 and 1024",
          "{'model_type': 'lfm2', 'layer_types': ['conv']}|'layer_types' must be a list of 2 words",
          "{'model_type': 'lfm2', 'tie_embedding': false}|'tie_embedding' must be what",
          "{'model_type': 'gemma3n'}|'model_type' is \"gemma3n\"; this model type is not supported",
          "{'hidden_act': 'relu2'}|'hidden_act' must be silu, gelu, gelu_pytorch_tanh or"
              + " relu, got \"relu2\"",
          "{'rms_norm_eps': 0}|'rms_norm_eps' must be a number greater than 0, got 0",
          "{'rms_norm_eps': -1e-6}|'rms_norm_eps' must be a number greater than 0, got -1e-6",
          "{'rms_norm_eps': 1e999}|'rms_norm_eps' must be a finite number, got 1e999",
          "{'rms_norm_eps': 'small'}|'rms_norm_eps' must be a finite number, got \"small\"",
          "{'rope_theta': 0}|'rope_theta' must be a number greater than 0, got 0",
          "{'rope_parameters': {'rope_theta': -1}}|'rope_parameters.rope_theta' must be a number",
          "{'rope_parameters': {'rope_type': 'axial'}}|'rope_parameters.rope_type' is \"axial\";"
              + " known",
          "{'rope_scaling': {'type': 'linear'}}|'rope_scaling.factor' must be a number greater than"
              + " 0",
          "{'rope_scaling': {'type': 'linear', 'factor': 0.5}}|'rope_scaling.factor' must be at"
              + " least 1",
          "{'rope_scaling': {'type': 'linear', 'factor': 2, 'twist': 1}}|'rope_scaling.twist' is 1;"
              + " no",
          "{'rope_scaling': 4}|'rope_scaling' must be an object, got 4",
          "{'partial_rotary_factor': 0.5}|'partial_rotary_factor' must be 1",
          "{'num_hidden_layers': 2000000000}|'num_hidden_layers' must be between 1 and 4096",
          "{'hidden_size': 2000000000}|'hidden_size' must be between 1 and",
          "{'vocab_size': 1e12}|'vocab_size' must be a whole number below 2^31",
          "{'head_dim': 7}|'head_dim' must be an even number",
          "{'num_key_value_heads': 3}|must be a multiple of num_key_value_heads (3)",
          "{'attention_bias': 'yes'}|'attention_bias' must be true or false, got \"yes\"",
          "{'eos_token_id': null}|'eos_token_id' is missing, and no file of the folder says",
          "{'eos_token_id': []}|'eos_token_id' is missing, and no file of the folder says",
          "{'eos_token_id': 32}|eos_token_id 32 is not a token id below vocab_size 32",
          "{'is_encoder_decoder': true}|'is_encoder_decoder' must be false",
          "{'model_type': 'mistral', 'sliding_window': 0}|'sliding_window' must be null or a whole",
          "{'model_type': 'phi3', 'sliding_window': -4}|'sliding_window' must be null or a whole",
          "{'model_type': 'qwen3', 'head_dim': 8, 'layer_types': ['full_attention']}|'layer_types'"
              + " must be a list of 2",
          "{'model_type': 'smollm3', 'no_rope_layers': [1]}|'no_rope_layers' must be a list of 2",
          "{'model_type': 'gemma2', 'head_dim': 8, 'final_logit_softcapping':"
              + " -1}|'final_logit_softcapping' must be null or",
          "{'model_type': 'gemma', 'hidden_act': 'gelu', 'hidden_activation':"
              + " 'silu'}|'hidden_activation' must be null or the same as 'hidden_act'"
              + " (gelu_pytorch_tanh)",
          "{'model_type': 'gemma3_text', 'head_dim': 8, 'attn_logit_softcapping':"
              + " 5}|'attn_logit_softcapping' is 5",
          "{'model_type': 'gemma3_text', 'head_dim': 8, 'use_bidirectional_attention':"
              + " true}|'use_bidirectional_attention' is true; such a model reads",
          "{'model_type': 'gemma3_text', 'head_dim': 8, 'rope_parameters': {'rope_theta':"
              + " 5}}|'rope_parameters.rope_type' is null; such a model has one set"
        })
    @DisplayName("for what would change the answers")
    void key(String more, String words) {
      String message = refusal(more.replace('\'', '"'));
      assertTrue(message.contains(words.trim()), message);
    }

    @Test
    @DisplayName("for two bases or two scalings that disagree")
    void two() {
      String bases =
          refusal("{\"rope_theta\": 10000, \"rope_parameters\": {\"rope_theta\": 500000.0}}");
      assertTrue(bases.contains("'rope_theta' is 10000; 'rope_parameters' has"), bases);
      String scalings =
          refusal(
              "{\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2},"
                  + " \"rope_parameters\": {\"rope_type\": \"linear\", \"factor\": 4}}");
      assertTrue(scalings.contains("'rope_scaling' is {"), scalings);
    }

    @Test
    @DisplayName("unless both forms say the same")
    void agreeing() {
      LlamaConfig config =
          read(
              "{\"rope_theta\": 5000, \"rope_scaling\": {\"type\": \"linear\", \"factor\": 2},"
                  + " \"rope_parameters\": {\"rope_theta\": 5000.0, \"rope_type\": \"linear\","
                  + " \"factor\": 2.0}}");
      assertEquals(5000, config.theta());
      assertEquals(0.5, config.architecture().ropes().get(0).frequencies().get(0));
    }
  }

  @Nested
  @DisplayName("is understood")
  final class Understood {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"rope_parameters\": {\"rope_type\": \"default\"}}",
          "{\"rope_scaling\": null, \"rope_theta\": 10000.0}",
          "{\"dtype\": \"bfloat16\", \"torch_dtype\": \"float16\", \"use_cache\": false}",
          "{\"hidden_act\": \"silu\", \"attention_bias\": false, \"mlp_bias\": null}",
          "{\"pretraining_tp\": 1, \"initializer_range\": 0.3, \"temperature\": 0.7}"
        })
    @DisplayName("with harmless keys, in either form, as the same shape")
    void harmless(String more) {
      LlamaConfig plain = read("{}");
      LlamaConfig config = read(more);
      assertEquals(plain, config.remembering(new JsonObject()));
    }

    @Test
    @DisplayName("with several ids that end a text, of which the first is trained on")
    void ends() {
      LlamaConfig config = read("{\"eos_token_id\": [5, 2, 9]}");
      assertEquals(5, config.eos());
      assertEquals(List.of(5, 2, 9), config.ends());
      assertTrue(config.ends(9) && !config.ends(3));
    }

    @Test
    @DisplayName("with a context that ends where the positions of long texts would begin")
    void longRope() {
      JsonObject json = FamilyCases.named("phi3-longrope").config();
      assertEquals(64, json.get("max_position_embeddings").getAsInt());
      assertEquals(32, ConfigReader.read(json, WHERE).context());
    }

    private JsonObject others(LlamaConfig config) {
      return JsonParser.parseString(config.architecture().otherKeys()).getAsJsonObject();
    }

    @Test
    @DisplayName("in each shape of each family, and again when it is written, in both forms")
    void again() {
      FamilyCases.all()
          .forEach(
              known -> {
                LlamaConfig config = ConfigReader.read(known.config(), WHERE);
                JsonObject written = ConfigWriter.json(config);
                LlamaConfig again = ConfigReader.read(written, WHERE);
                assertEquals(written, ConfigWriter.json(again), known.name());
                assertEquals(config, again, known.name());
                assertEquals(
                    config,
                    ConfigReader.read(without(written, true), WHERE).remembering(others(config)),
                    known.name() + " as version 4 sees it");
                assertEquals(
                    config,
                    ConfigReader.read(without(written, false), WHERE).remembering(others(config)),
                    known.name() + " as version 5 sees it");
              });
    }

    private JsonObject without(JsonObject written, boolean fresh) {
      JsonObject part = written.deepCopy();
      if (fresh) {
        part.remove("rope_parameters");
      } else {
        List.of("rope_theta", "rope_scaling", "rope_local_base_freq").forEach(part::remove);
      }
      return part;
    }

    @Test
    @DisplayName("of every family that the list of families has")
    void families() {
      assertEquals(
          Families.all().stream().map(family -> family.modelType()).sorted().toList(),
          FamilyCases.plain()
              .map(known -> known.config().get("model_type").getAsString())
              .sorted()
              .toList());
    }

    @Test
    @DisplayName("and plain positions turn as the formula says")
    void plain() {
      RopeParameters plain = RopeParameters.plain(8, 10_000, 64);
      assertEquals(List.of(1.0, 0.1, 0.01, 0.001), plain.frequencies());
    }
  }
}
