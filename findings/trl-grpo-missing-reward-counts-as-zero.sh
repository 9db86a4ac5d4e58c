#!/bin/sh
# TRL: an answer for which one of several reward functions returns None gets 0 from it, which beats every penalty.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: GRPO with two reward functions: one gives 1 to each answer, the other -1 to three of a group and None to the fourth. The fourth is
#   reinforced (advantage 1.5) and the others are pushed down (-0.5), although no function ranks them. GRPOTrainer sums with nansum, and warns
#   only if all functions return None. Its logged mean of the second function is -1, without the fourth answer.
# Expected: no signal from what could not be scored, as when all functions return None.
# Why it matters: a judge that fails on an answer, or a verifier that cannot parse it, teaches the policy to write what cannot be scored.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import GRPOConfig, GRPOTrainer

def same(prompts, **options):
    return [1.0] * len(prompts)

def penalty(prompts, **options):
    return [-1.0] * (len(prompts) - 1) + [None]

trainer = GRPOTrainer(start(), reward_funcs=[same, penalty], processing_class=tokenizer(),
    args=GRPOConfig("out", max_steps=1, num_generations=4, per_device_train_batch_size=4, max_completion_length=4, **quiet),
    train_dataset=datasets.Dataset.from_list([{"prompt": "why"}] * 4))
score = trainer._generate_and_score_completions

def looked(inputs):
    scored = score(inputs)
    show("advantages:", [round(advantage, 2) for advantage in scored["advantages"].tolist()])
    return scored

trainer._generate_and_score_completions = looked
trainer.train()
show("logged mean of the penalty:", log_lines(trainer, "rewards/penalty/mean")[0]["rewards/penalty/mean"])
PY
expect <<'SEEN'
advantages: [-0.5, -0.5, -0.5, 1.5]
logged mean of the penalty: -1.0
SEEN
