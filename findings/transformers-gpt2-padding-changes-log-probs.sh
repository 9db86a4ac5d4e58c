#!/bin/sh
# transformers: the log-probabilities of a GPT-2 model change with the padding on the left, although attention_mask is given.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: the forward pass counts positions from the first column of the batch, padding included, so a text of three tokens behind two of padding
#   is read at the positions 2, 3 and 4. generate() counts from the mask; with position_ids counted from the mask the numbers are equal.
#   OPT, also with learned positions, counts from the mask by itself; Llama's relative positions do not care.
# Expected: the mask says where a text begins, as in generate() of the same class.
# Why it matters: a policy's answers are sampled with padding on the left, and the same batch is then scored for log-ratios and KL.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
import torch
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM, OPTConfig, OPTForCausalLM
torch.manual_seed(0)
models = [
    GPT2LMHeadModel(GPT2Config(vocab_size=32, n_positions=32, n_embd=16, n_layer=1, n_head=2)),
    OPTForCausalLM(OPTConfig(vocab_size=32, max_position_embeddings=32, hidden_size=16, ffn_dim=32, num_hidden_layers=1, num_attention_heads=2, word_embed_proj_dim=16)),
    LlamaForCausalLM(LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)),
]
mask = torch.tensor([[0, 0, 1, 1, 1]])
for model in models:
    model.eval()
    for name, weight in model.named_parameters():
        if "wpe" in name or "embed_positions" in name:
            weight.data.mul_(20)  # as large as those of a trained model
    def scores(ids, **options):
        return model(torch.tensor([ids]), **options).logits[0, -1].log_softmax(-1)
    alone, padded = scores([5, 6, 7]), scores([0, 0, 5, 6, 7], attention_mask=mask)
    counted = scores([0, 0, 5, 6, 7], attention_mask=mask, position_ids=(mask.cumsum(-1) - 1).clamp(min=0))
    show = lambda other: torch.allclose(alone, other, atol=1e-4)
    print(type(model).__name__, "- with padding as without:", show(padded), "- with position_ids:", show(counted))
PY
expect <<'SEEN'
GPT2LMHeadModel - with padding as without: False - with position_ids: True
OPTForCausalLM - with padding as without: True - with position_ids: True
LlamaForCausalLM - with padding as without: True - with position_ids: True
SEEN
