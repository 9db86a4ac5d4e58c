#!/bin/sh
# PEFT: matrices of an adapter's file that target_modules does not name are left out when the adapter is loaded, without a word.
#
# Version: peft 0.21.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: an adapter of q_proj and v_proj, whose adapter_config.json then names q_proj only, loads without a warning of its own; the outputs
#   differ from the saved model's.
# Expected: a warning as for missing keys ("unexpected keys"), which the library gives in the other direction.
# Why it matters: a configuration that lost a name, or another tool's adapter with one matrix more, loads as a different model.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import json, warnings
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM
def base():
    torch.manual_seed(0)
    return LlamaForCausalLM(LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)).eval()
model = get_peft_model(base(), LoraConfig(target_modules=["q_proj", "v_proj"], r=4, init_lora_weights=False)).eval()
model.save_pretrained("adapter")
config = json.load(open("adapter/adapter_config.json"))
json.dump(config | {"target_modules": ["q_proj"]}, open("adapter/adapter_config.json", "w"))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    loaded = PeftModel.from_pretrained(base(), "adapter").eval()
ids = torch.arange(1, 20)[None]
print("warnings that name v_proj or keys:", sum("v_proj" in str(w.message) or "keys" in str(w.message) for w in seen))
print("outputs differ:", (loaded(ids).logits - model(ids).logits).abs().max().item() > 1e-3)
PY
expect <<'SEEN'
warnings that name v_proj or keys: 0
outputs differ: True
SEEN
