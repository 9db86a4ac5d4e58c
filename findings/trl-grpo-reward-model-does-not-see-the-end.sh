#!/bin/sh
# TRL: GRPO scores answers without their end token, on which RewardTrainer has trained the reward model.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: RewardTrainer puts the end token behind plain texts and reads the reward there. GRPOTrainer decodes the sampled answers with
#   skip_special_tokens=True and tokenizes the text again with add_special_tokens=False, so no sequence that reaches the same reward model has
#   an end, whether the policy ended its answer or was cut off at max_completion_length; a begin token would be missing as well.
# Expected: the sampled ids, or the text with its end, as in training.
# Why it matters: the reward is read at another kind of token than it was trained for, and cannot tell a finished answer from one that was cut.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from transformers import LlamaForSequenceClassification
from trl import GRPOConfig, GRPOTrainer, RewardConfig, RewardTrainer
rows = datasets.Dataset.from_list([{"chosen": "why yes", "rejected": "why no"}] * 4)
reward = LlamaForSequenceClassification(config(num_labels=1))
trained = RewardTrainer(reward, args=RewardConfig("out", **quiet), train_dataset=rows, processing_class=tokenizer()).train_dataset[0]
show("RewardTrainer, last token is the end:", trained["chosen_ids"][-1] == 1, trained["rejected_ids"][-1] == 1)

scored, sampled, forward = [], [], reward.forward

def looked(input_ids=None, attention_mask=None, **options):
    scored.extend(ids[mask == 1].tolist() for ids, mask in zip(input_ids, attention_mask))
    return forward(input_ids=input_ids, attention_mask=attention_mask, **options)

def lengths(completion_ids, **options):
    sampled.extend(completion_ids)
    return [0.0] * len(completion_ids)

reward.forward = looked
reward.config._name_or_path = "reward"
GRPOTrainer(start(), reward_funcs=[reward, lengths], reward_processing_classes=[tokenizer(), None], processing_class=tokenizer(),
    args=GRPOConfig("out", max_steps=1, num_generations=8, per_device_train_batch_size=8, max_completion_length=50, **quiet),
    train_dataset=datasets.Dataset.from_list([{"prompt": "why"}] * 8)).train()
show("GRPOTrainer, some answers ended:", any(ids[-1] == 1 for ids in sampled), "- ends that the reward model saw:", sum(1 in ids for ids in scored), "of", len(scored))
PY
expect <<'SEEN'
RewardTrainer, last token is the end: True True
GRPOTrainer, some answers ended: True - ends that the reward model saw: 0 of 8
SEEN
