#!/bin/sh
# PEFT: merge_adapter followed by unmerge_adapter changes most weights of a bfloat16 model.
#
# Version: peft 0.21.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: more than half of the base's weights of the adapted matrix differ afterwards, by up to a tenth of their mean size: the sum is
#   rounded to 8 bits, and the difference taken from the rounded sum.
# Expected: rounding is unavoidable in place, but the weights before the merge could be kept, and no warning says that the base is changed.
# Why it matters: an evaluation that merges for speed and unmerges to go on trains another base model after it.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM
torch.manual_seed(0)
model = LlamaForCausalLM(LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2))
for name in (torch.float32, torch.bfloat16):
    adapted = get_peft_model(model.to(name), LoraConfig(target_modules=["q_proj"], r=4, init_lora_weights=False))
    weights = adapted.base_model.model.model.layers[0].self_attn.q_proj.base_layer.weight
    before = weights.clone()
    adapted.merge_adapter()
    adapted.unmerge_adapter()
    print(name, "more than half changed by over 1e-5:", ((weights - before).abs() > 1e-5).float().mean().item() > 0.5)
    model = adapted.unload()
PY
expect <<'SEEN'
torch.float32 more than half changed by over 1e-5: False
torch.bfloat16 more than half changed by over 1e-5: True
SEEN
