#!/bin/sh
# transformers: a model saved in shards over one saved as a single file loads as the old model.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: save_pretrained with a smaller max_shard_size leaves the earlier model.safetensors in the folder, and from_pretrained prefers it to
#   model.safetensors.index.json. Shards of an earlier number are removed, so the library does clean up, but not this file.
# Expected: what is saved last is loaded, or save_pretrained refuses the folder.
# Why it matters: a limit on file sizes is set between two runs, or a model grows over the limit; training goes on, and every evaluation
#   of the folder gives the figures of the first model.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import os
import torch
from transformers import LlamaConfig, LlamaForCausalLM
config = LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)
old, new = LlamaForCausalLM(config), LlamaForCausalLM(config)
old.save_pretrained("model")
new.save_pretrained("model", max_shard_size="5KB")
loaded = LlamaForCausalLM.from_pretrained("model").lm_head.weight
print("weights of the model saved last:", torch.equal(loaded, new.lm_head.weight), "- of the first:", torch.equal(loaded, old.lm_head.weight))
print("without the old file:", os.remove("model/model.safetensors") or torch.equal(LlamaForCausalLM.from_pretrained("model").lm_head.weight, new.lm_head.weight))
PY
expect <<'SEEN'
weights of the model saved last: False - of the first: True
without the old file: True
SEEN
