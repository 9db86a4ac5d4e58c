#!/bin/sh
# transformers: a reward model whose padding token is its end token reads the reward one token before the end.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: LlamaForSequenceClassification takes the rightmost token that is not the padding token, and does not look at attention_mask. With
#   pad_token_id = eos_token_id the rewards of [5, 6, 7, end] and of [5, 6, 7] are equal, also with a mask of ones; with another padding
#   token they differ.
# Expected: the mask says where the text ends.
# Why it matters: "tokenizer.pad_token = tokenizer.eos_token" is the usual line for models without a padding token; the reward then does not
#   see whether an answer ended.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import torch
from transformers import LlamaConfig, LlamaForSequenceClassification
for pad in (2, 0):
    torch.manual_seed(0)
    model = LlamaForSequenceClassification(LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1,
        num_attention_heads=2, num_labels=1, eos_token_id=2, pad_token_id=pad)).eval()
    def reward(*ids):
        return model(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long)).logits.item()
    print("end 2, padding", pad, "- the end changes the reward:", abs(reward(5, 6, 7, 2) - reward(5, 6, 7)) > 1e-6)
PY
expect <<'SEEN'
end 2, padding 2 - the end changes the reward: False
end 2, padding 0 - the end changes the reward: True
SEEN
