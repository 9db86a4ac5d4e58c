#!/bin/sh
# TRL: loss_type="discopop" with its defaults teaches a model to prefer the rejected answers.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: after twenty steps on two pairs the margin between chosen and rejected is negative on both, with a lower loss than at the start.
#   The loss blends a logistic and an exponential part with a weight that jumps at a margin of 0 (discopop_tau 0.05). There its slope is
#   +0.78, where that of "sigmoid" is -0.5, so the first steps go the wrong way, down to a local minimum on the side of the rejected.
# Expected: a margin above 0, as after the same steps of "sigmoid"; or a tau, or a warning, with which training begins the right way.
# Why it matters: every DPO training begins where the policy equals its reference, at a margin of 0; falling losses look like success.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import DPOConfig, DPOTrainer

def train(loss):
    trainer = DPOTrainer(start(), processing_class=tokenizer(), train_dataset=pairs(("yes", "no"), ("a b", "c d")),
        args=DPOConfig("out", max_steps=20, learning_rate=0.001, beta=0.1, per_device_train_batch_size=2, save_strategy="no", loss_type=loss, **quiet))
    trainer.train()
    return [row for row in trainer.state.log_history if "loss" in row]

for loss in ("sigmoid", "discopop"):
    rows = train(loss)
    show(loss, "margin at the start:", round(rows[0]["rewards/margins"], 4), "margin at the end above 0:", rows[-1]["rewards/margins"] > 0,
        "share in the right order:", rows[-1]["rewards/accuracies"], "the loss fell:", rows[-1]["loss"] < rows[0]["loss"])
PY
expect <<'SEEN'
sigmoid margin at the start: 0.0 margin at the end above 0: True share in the right order: 1.0 the loss fell: True
discopop margin at the start: 0.0 margin at the end above 0: False share in the right order: 0.0 the loss fell: True
SEEN
