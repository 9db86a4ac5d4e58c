#!/bin/sh
# TRL: Online DPO takes the first of two answers as the better one if their rewards are equal, and trains on that.
#
# Version: trl 1.16.0 (trl.experimental.online_dpo), transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: a reward function that gives 1 to every answer: objective/scores_margin is 0, and the step changes the weights.
# Expected: no signal from a pair without a preference, as GRPO and RLOO have none from a group of equal rewards.
# Why it matters: with a verifier that says right or wrong most pairs are equal; their drawn winners are most of the gradient.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl.experimental.online_dpo import OnlineDPOConfig, OnlineDPOTrainer

def same(completions, **options):
    return [1.0] * len(completions)

model = start()
before = {key: value.clone() for key, value in model.state_dict().items()}
trainer = OnlineDPOTrainer(model, ref_model=LlamaForCausalLM.from_pretrained("start"), reward_funcs=same, processing_class=tokenizer(),
    args=OnlineDPOConfig("out", max_steps=1, learning_rate=0.01, max_new_tokens=4, per_device_train_batch_size=4, save_strategy="no", **quiet),
    train_dataset=datasets.Dataset.from_list([{"prompt": "why"}] * 4))
trainer.train()
show("margin of the rewards:", trainer.state.log_history[0]["objective/scores_margin"])
show("weights changed:", any(not torch.equal(before[key], value) for key, value in trainer.model.state_dict().items()))
PY
expect <<'SEEN'
margin of the rewards: 0.0
weights changed: True
SEEN
