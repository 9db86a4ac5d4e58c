#!/bin/sh
# transformers 5: a rope_theta that is edited or added in config.json is ignored, without a word, if rope_parameters stands there too.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: a saved Llama has "rope_parameters": {"rope_theta": 10000.0, ...} and no rope_theta. With "rope_theta": 500000.0 added, as version 4
#   wrote it and as most tools still write it, the model loads with 10,000 and no warning.
# Expected: an error or a warning that two bases disagree.
# Why it matters: tools that write the old key into a folder made by version 5 change nothing; tools that read the old key read another
#   model than transformers does.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import json
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM
LlamaForCausalLM(LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)).save_pretrained("model")
config = json.load(open("model/config.json"))
print("written:", config["rope_parameters"], "rope_theta" in config)
json.dump(config | {"rope_theta": 500000.0}, open("model/config.json", "w"))
print("read:", AutoModelForCausalLM.from_pretrained("model").config.rope_parameters)
PY
expect <<'SEEN'
written: {'rope_theta': 10000.0, 'rope_type': 'default'} False
read: {'rope_theta': 10000.0, 'rope_type': 'default'}
SEEN
