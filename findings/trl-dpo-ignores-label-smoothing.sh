#!/bin/sh
# TRL: label_smoothing has no effect on DPO's default loss, without a word.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: three steps on the same pairs log the same losses with label_smoothing 0 and 0.4, and end in the same weights; with
#   loss_type="robust" the losses differ. Only "robust", "exo_pair" and the "aot" losses read the setting.
# Expected: the conservative loss of DPO, which the same setting of CPOTrainer gives for its "sigmoid" loss, or an exception.
# Why it matters: who knows that a fifth of the labels is wrong sets label_smoothing=0.2 and trains as if all were right.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import DPOConfig, DPOTrainer

def train(**options):
    trainer = DPOTrainer(start(), processing_class=tokenizer(), train_dataset=pairs(("yes", "no"), ("a b", "c d")),
        args=DPOConfig("out", max_steps=3, learning_rate=0.05, beta=1.0, per_device_train_batch_size=2, save_strategy="no", **options, **quiet))
    trainer.train()
    return [round(row["loss"], 3) for row in trainer.state.log_history if "loss" in row], trainer.model.state_dict()

(plain, first), (smoothed, second) = train(), train(label_smoothing=0.4)
show("sigmoid, 0 and 0.4, the same losses:", plain == smoothed, "the same weights:", all(torch.equal(first[key], second[key]) for key in first))
(plain, first), (smoothed, second) = train(loss_type="robust"), train(loss_type="robust", label_smoothing=0.4)
show("robust, 0 and 0.4, the same losses:", plain == smoothed, "the same weights:", all(torch.equal(first[key], second[key]) for key in first))
PY
expect <<'SEEN'
sigmoid, 0 and 0.4, the same losses: True the same weights: True
robust, 0 and 0.4, the same losses: False the same weights: False
SEEN
