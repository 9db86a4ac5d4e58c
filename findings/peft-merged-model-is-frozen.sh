#!/bin/sh
# PEFT: merge_and_unload returns a model whose weights do not train, and a trainer runs over it without a word.
#
# Version: peft 0.21.0, trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: none of the weights of the merged model requires a gradient, nor of the model that unload() gives back. SFTTrainer takes its steps, logs
#   a loss and a grad_norm of 0, and no weight changes: gradient checkpointing, TRL's default, makes the inputs differentiable, so that the
#   backward pass has something to do.
# Expected: a base model as it was before the adapter, whose weights train, or an exception of the trainer.
# Why it matters: the usual chain is SFT with LoRA, merge, then DPO of the whole model; the second training costs its time and changes nothing.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from peft import LoraConfig, get_peft_model
from trl import SFTConfig, SFTTrainer

def training(name, model):
    before = {key: weight.clone() for key, weight in model.named_parameters()}
    trainer = SFTTrainer(model, args=SFTConfig("out", max_steps=3, learning_rate=1e-2, per_device_train_batch_size=2, **quiet),
                         train_dataset=datasets.Dataset.from_list([{"text": "why yes"}] * 4), processing_class=tokenizer())
    trainer.train()
    show(name, "- weights that ask for a gradient:", sum(weight.requires_grad for weight in model.parameters()), "of", len(before),
         "- that changed:", sum(not torch.equal(before[key], weight) for key, weight in model.named_parameters()),
         "- gradient norm is 0:", all(log["grad_norm"] == 0 for log in log_lines(trainer, "grad_norm")))

def adapted():
    return get_peft_model(start(), LoraConfig(target_modules=["q_proj", "v_proj"], r=4))

training("base", start())
training("merged", adapted().merge_and_unload())
training("unloaded", adapted().unload())
PY
expect <<'SEEN'
base - weights that ask for a gradient: 12 of 12 - that changed: 12 - gradient norm is 0: False
merged - weights that ask for a gradient: 0 of 12 - that changed: 0 - gradient norm is 0: True
unloaded - weights that ask for a gradient: 0 of 12 - that changed: 0 - gradient norm is 0: True
SEEN
