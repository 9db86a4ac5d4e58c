#!/bin/sh
# TRL: without ref_model, the reference of DPO is what lies in the folder that the model came from, not the model that is passed.
#
# Version: trl 1.16.0, peft 0.21.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: a model loaded from a folder and changed in memory, by an adapter that was merged or by training, begins DPO with rewards other than 0
#   and a loss other than 0.693: its reference was loaded again from config._name_or_path. No warning. The trainer's own error message says
#   "omit `ref_model` and we'll initialize it to a copy of `model` for you". KTOTrainer and GRPOTrainer (beta > 0) load it in the same way.
# Expected: a copy of the model; at the first step the policy is its reference.
# Why it matters: SFT followed by DPO in one script, or DPO of a merged adapter, is held to the base model instead of the SFT model: beta
#   punishes what SFT taught.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from peft import LoraConfig, get_peft_model
from trl import DPOConfig, DPOTrainer

def first(name, model):
    trainer = DPOTrainer(model, args=DPOConfig("out", max_steps=1, per_device_train_batch_size=2, **quiet), train_dataset=pairs(*[("yes a", "no")] * 4),
                         processing_class=tokenizer())
    trainer.train()
    log = log_lines(trainer)[0]
    show(name, "- first loss is 0.693:", abs(log["loss"] - 0.6931) < 1e-3, "- first reward is 0:", abs(log["rewards/chosen"]) < 1e-4)

first("as loaded", start())
adapted = get_peft_model(start(), LoraConfig(target_modules=["q_proj", "v_proj"], r=4, init_lora_weights=False)).merge_and_unload()
first("adapter merged", adapted)
changed = start()
with torch.no_grad():
    for weight in changed.parameters():
        weight.add_(0.1 * torch.randn_like(weight))
first("weights changed", changed)
try:
    DPOTrainer(changed, changed, args=DPOConfig("out", **quiet), train_dataset=pairs(("yes", "no")), processing_class=tokenizer())
except ValueError as error:
    show(str(error).split("omit ")[1])
PY
expect <<'SEEN'
as loaded - first loss is 0.693: True - first reward is 0: True
adapter merged - first loss is 0.693: False - first reward is 0: False
weights changed - first loss is 0.693: False - first reward is 0: False
`ref_model` and we'll initialize it to a copy of `model` for you.
SEEN
