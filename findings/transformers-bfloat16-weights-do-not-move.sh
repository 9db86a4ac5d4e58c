#!/bin/sh
# transformers 5: a model of a bfloat16 folder is trained in bfloat16 weights, and at the rates of preference training most of them never change.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: from_pretrained keeps the folder's type (version 4 made float32 of it). After 20 steps of AdamW at 1e-6, the default rate of TRL's DPO,
#   less than 5 % of a layer's weights differ from the start, and with dtype=torch.float32 nearly all; the Trainer says nothing. A step of 1e-6 is below half
#   the distance of neighbouring bfloat16 numbers for every weight above 0.0005, and is rounded away.
# Expected: weights that train are kept in float32, or a warning.
# Why it matters: most folders are bfloat16. The run logs gradients and ends as it began, or learns by its largest gradients only.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from transformers import Trainer, TrainingArguments
torch.manual_seed(0)
LlamaForCausalLM(config()).to(torch.bfloat16).save_pretrained("half")
rows = datasets.Dataset.from_list([{"input_ids": [3, 4, 5, 6], "labels": [3, 4, 5, 6]}] * 4)
for options in ({}, {"dtype": torch.float32}):
    model = LlamaForCausalLM.from_pretrained("half", **options)
    before = {name: weight.detach().clone() for name, weight in model.named_parameters() if "norm" not in name}
    Trainer(model, TrainingArguments("out", max_steps=20, learning_rate=1e-6, lr_scheduler_type="constant", seed=1, **quiet), train_dataset=rows).train()
    used = {name: (weight != before[name]) for name, weight in model.named_parameters() if name in before and ".layers." in name}
    share = sum(moved.sum().item() for moved in used.values()) / sum(moved.numel() for moved in used.values())
    show("%s of the layer's weights: %s changed" % (model.dtype, "less than 5 %" if share < 0.05 else "more than 95 %" if share > 0.95 else share))
PY
expect <<'SEEN'
torch.bfloat16 of the layer's weights: less than 5 % changed
torch.float32 of the layer's weights: more than 95 % changed
SEEN
