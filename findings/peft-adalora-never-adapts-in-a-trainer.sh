#!/bin/sh
# PEFT: AdaLoRA trained by a Trainer keeps its first rank to the end; target_r and the schedule have no effect.
#
# Version: peft 0.21.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: init_r=4, target_r=1, tinit=2, tfinal=2, total_step=12: after twelve steps no singular value is 0, because nothing calls
#   update_and_allocate, and nothing says so. With a callback that calls it after each step, one of four per matrix on average is left.
# Expected: what the configuration says, or a warning at the first step that was not reported.
# Why it matters: the run is LoRA of rank init_r with another start; sizes and results are reported as those of AdaLoRA.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from peft import AdaLoraConfig, get_peft_model
from transformers import Trainer, TrainerCallback, TrainingArguments

class Allocate(TrainerCallback):
    def on_optimizer_step(self, args, state, control, model=None, **options):
        model.base_model.update_and_allocate(state.global_step + 1)

def kept(*callbacks):
    model = get_peft_model(start(), AdaLoraConfig(init_r=4, target_r=1, tinit=2, tfinal=2, total_step=12, deltaT=1, target_modules=["q_proj", "v_proj"]))
    rows = datasets.Dataset.from_list([{"input_ids": [3, 4, 1], "labels": [-100, 4, 1]}] * 8)
    Trainer(model, train_dataset=rows, callbacks=list(callbacks), args=TrainingArguments("out", max_steps=12, learning_rate=0.01, save_strategy="no", **quiet)).train()
    values = [value for name, value in model.named_parameters() if "lora_E" in name]
    return sum((value != 0).sum().item() for value in values), sum(value.numel() for value in values)

show("Trainer alone: %d of %d singular values are left" % kept())
show("with update_and_allocate: %d of %d" % kept(Allocate()))
PY
expect <<'SEEN'
Trainer alone: 8 of 8 singular values are left
with update_and_allocate: 2 of 8
SEEN
