#!/bin/sh
# transformers: generate(do_sample=True) draws from the 50 likeliest tokens only, while GenerationConfig().top_k says None.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: a random model of 500 tokens, nearly uniform, 2,000 samples of one token: 50 distinct ones; with top_k=0 all but a few.
#   The model's generation_config.top_k is None in both cases; version 4 showed the 50 that it used.
# Expected: None means no limit, as it does for the other settings.
# Why it matters: samples "from the policy" are from another distribution; KL estimates and importance ratios from them are biased.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import torch
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM
torch.manual_seed(0)
model = LlamaForCausalLM(LlamaConfig(vocab_size=500, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
                                     max_position_embeddings=64, bos_token_id=1, eos_token_id=2, pad_token_id=0)).eval()
def distinct(**options):
    prompts = torch.ones(2000, 1, dtype=torch.long)
    return len(set(model.generate(prompts, attention_mask=prompts, do_sample=True, max_new_tokens=1, **options)[:, 1].tolist()))
print("GenerationConfig().top_k:", GenerationConfig().top_k, "- of the model:", model.generation_config.top_k)
print("distinct tokens:", distinct())
print("more than 450 with top_k=0:", distinct(top_k=0) > 450)
PY
expect <<'SEEN'
GenerationConfig().top_k: None - of the model: None
distinct tokens: 50
more than 450 with top_k=0: True
SEEN
