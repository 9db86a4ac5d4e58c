#!/bin/sh
# PEFT: a name in target_modules that matches nothing is ignored without a word, if another name matches.
#
# Version: peft 0.21.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: target_modules=["q_proj", "v_porj"] trains q_proj only, gives no warning, and the wrong name is saved in adapter_config.json.
#   If no name matches there is a ValueError.
# Expected: the same error, or a warning, for each name.
# Why it matters: a slip of the pen, or names of another architecture's layers, trains a part of what the paper's table says.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import warnings
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM
def adapted(names):
    base = LlamaForCausalLM(LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2))
    model = get_peft_model(base, LoraConfig(target_modules=names, r=4))
    return sorted({name.split(".")[-4] for name, weight in model.named_parameters() if weight.requires_grad})
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print("trained:", adapted(["q_proj", "v_porj"]), "- warnings that name v_porj:", sum("v_porj" in str(warning.message) for warning in seen))
try:
    adapted(["v_porj"])
except ValueError as error:
    print("alone: ValueError", "v_porj" in str(error))
PY
expect <<'SEEN'
trained: ['q_proj'] - warnings that name v_porj: 0
alone: ValueError True
SEEN
