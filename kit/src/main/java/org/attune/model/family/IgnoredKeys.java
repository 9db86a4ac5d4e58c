package org.attune.model.family;

import java.util.Set;

/**
 * Keys of {@code config.json} that change nothing about the log-probabilities of a text.
 *
 * <p>Reviewed against transformers 4.57 and 5.24: keys used only by sampling, training in other
 * programs, storage, bookkeeping or classification heads. Dropout is among them, since it acts only
 * in training and no decoder here has any.
 */
public final class IgnoredKeys {
  /** Their names. */
  public static final Set<String> NAMES =
      Set.of(
          // bookkeeping
          "_name_or_path",
          "architectures",
          "auto_map",
          "is_llama_config",
          "model_name",
          "task_specific_params",
          "tokenizer_class",
          "torchscript",
          "transformers.js_config",
          "transformers_version",
          "unsloth_fixed",
          "unsloth_version",
          // how it is computed, not what
          "_attn_implementation",
          "_attn_implementation_autoset",
          "attn_implementation",
          "cache_implementation",
          "chunk_size_feed_forward",
          "max_window_layers",
          "output_attentions",
          "output_hidden_states",
          "pretraining_tp",
          "return_dict",
          "return_dict_in_generate",
          "use_bfloat16",
          "use_cache",
          // training
          "attention_dropout",
          "embd_pdrop",
          "hidden_dropout",
          "initializer_range",
          "resid_pdrop",
          // sampling
          "bad_words_ids",
          "begin_suppress_tokens",
          "decoder_start_token_id",
          "diversity_penalty",
          "do_sample",
          "early_stopping",
          "encoder_no_repeat_ngram_size",
          "exponential_decay_length_penalty",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "length_penalty",
          "max_length",
          "max_new_tokens",
          "min_length",
          "no_repeat_ngram_size",
          "num_beam_groups",
          "num_beams",
          "num_return_sequences",
          "output_scores",
          "pad_token_id",
          "prefix",
          "remove_invalid_values",
          "repetition_penalty",
          "sep_token_id",
          "suppress_tokens",
          "temperature",
          "top_k",
          "top_p",
          "typical_p",
          // heads of classifiers
          "classifier_dropout",
          "finetuning_task",
          "id2label",
          "label2id",
          "num_labels",
          "problem_type");

  private IgnoredKeys() {}
}
