"""A GGUF file of one small Llama layer with random weights, for the scripts about llama.cpp."""
import gguf
import numpy


def write(path, name="tiny", words=(), controls=(), template=None, context=512, frequencies=None, seed=0, **metadata):
    """Writes a model whose tokens are the 256 bytes, some words and control tokens; <s> is 1, </s> is 2."""
    numbers = numpy.random.default_rng(seed)
    tokens = ["<unk>", "<s>", "</s>"] + ["<0x%02X>" % byte for byte in range(256)] + list(controls) + list(words)
    types = [2, 3, 3] + [6] * 256 + [3] * len(controls) + [1] * len(words)
    size, inner, heads = 32, 64, 2
    file = gguf.GGUFWriter(path, "llama")
    file.add_name(name)
    file.add_context_length(context)
    file.add_embedding_length(size)
    file.add_block_count(1)
    file.add_feed_forward_length(inner)
    file.add_head_count(heads)
    file.add_head_count_kv(heads)
    file.add_layer_norm_rms_eps(1e-5)
    file.add_rope_dimension_count(size // heads)
    file.add_rope_freq_base(10000.0)
    file.add_vocab_size(len(tokens))
    for key, value in metadata.items():
        key = "llama." + key.replace("__", ".")
        file.add_string(key, value) if isinstance(value, str) else file.add_float32(key, value)
    file.add_tokenizer_model("llama")
    file.add_token_list(tokens)
    file.add_token_scores([-float(i) for i in range(len(tokens))])
    file.add_token_types(types)
    file.add_bos_token_id(1)
    file.add_eos_token_id(2)
    file.add_unk_token_id(0)
    file.add_add_space_prefix(False)
    if template:
        file.add_chat_template(template)

    def weight(key, *shape):
        file.add_tensor(key, (numbers.standard_normal(shape) / 4).astype(numpy.float32))

    weight("token_embd.weight", len(tokens), size)
    weight("output.weight", len(tokens), size)
    file.add_tensor("output_norm.weight", numpy.ones(size, numpy.float32))
    for norm in ("attn_norm", "ffn_norm"):
        file.add_tensor("blk.0.%s.weight" % norm, numpy.ones(size, numpy.float32))
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        weight("blk.0.%s.weight" % part, size, size)
    weight("blk.0.ffn_gate.weight", inner, size)
    weight("blk.0.ffn_up.weight", inner, size)
    weight("blk.0.ffn_down.weight", size, inner)
    if frequencies is not None:
        file.add_tensor("rope_freqs.weight", numpy.array(frequencies, numpy.float32))
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()
