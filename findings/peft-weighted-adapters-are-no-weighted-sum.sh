#!/bin/sh
# PEFT: add_weighted_adapter of two adapters with weights 0.5 and 0.5 is far from the mean of what they do.
#
# Version: peft 0.21.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: two random adapters of rank 4. With combination_type="linear" the new matrix is off by more than the size of the mean itself: the
#   two A's and the two B's are mixed before they are multiplied, which adds the products of one's A with the other's B. The default, "svd",
#   is off by four tenths, because it keeps rank 4. "cat" is exact.
# Expected: 0.5 times one change plus 0.5 times the other, as both adapters active at once give their sum.
# Why it matters: adapters for two rewards are mixed in this way; what comes out is a policy that neither training has seen.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM
torch.manual_seed(0)
base = LlamaForCausalLM(LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2))
settings = LoraConfig(target_modules=["q_proj"], r=4, init_lora_weights=False)
model = get_peft_model(base, settings, "one")
model.add_adapter("two", settings)
layer = model.base_model.model.model.layers[0].self_attn.q_proj
mean = 0.5 * layer.get_delta_weight("one") + 0.5 * layer.get_delta_weight("two")
for kind in "linear", "svd", "cat":
    model.add_weighted_adapter(["one", "two"], [0.5, 0.5], kind, combination_type=kind)
    error = ((layer.get_delta_weight(kind) - mean).norm() / mean.norm()).item()
    print(kind + ":", "exact" if error < 1e-5 else "off by more than 0.8" if error > 0.8 else "off by more than 0.2" if error > 0.2 else error)
PY
expect <<'SEEN'
linear: off by more than 0.8
svd: off by more than 0.2
cat: exact
SEEN
