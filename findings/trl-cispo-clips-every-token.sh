#!/bin/sh
# TRL: GRPO's loss_type="cispo" with the default of epsilon clips the weight of every token to 0.2, where the on-policy weight is 1.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: CISPO takes epsilon_high as the greatest weight itself, not as the distance from 1, and its default is epsilon, 0.2. In the first step, in which
#   every weight is 1, the metric cispo_clip_ratio is the share of all tokens with a positive advantage, and the gradient is a fifth of the one
#   with epsilon_high=5, for which the clip ratio is 0.
# Expected: a default that suits the loss, or an exception if the greatest weight is below 1.
# Why it matters: the importance weights, for which CISPO is chosen, are all the same number.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import GRPOConfig, GRPOTrainer

def place(completion_ids, **options):
    return [float(sum(ids)) for ids in completion_ids]

def train(**options):
    torch.manual_seed(0)
    model = start()
    before = {key: value.clone() for key, value in model.state_dict().items()}
    trainer = GRPOTrainer(model, reward_funcs=place, processing_class=tokenizer(),
        args=GRPOConfig("out", max_steps=1, num_generations=4, per_device_train_batch_size=4, max_completion_length=4, loss_type="cispo", optim="sgd",
            learning_rate=0.1, max_grad_norm=0, lr_scheduler_type="constant", save_strategy="no", **options, **quiet),
        train_dataset=datasets.Dataset.from_list([{"prompt": "why"}] * 4))
    trainer.train()
    moved = sum((value - before[key]).pow(2).sum().item() for key, value in trainer.model.state_dict().items()) ** 0.5
    return trainer.state.log_history[0]["cispo_clip_ratio"], moved

(clipped, short), (free, long) = train(), train(epsilon_high=5.0)
show("clipped by default:", clipped > 0, "with epsilon_high=5:", free)
show("length of the step, default to epsilon_high=5:", round(short / long, 3))
PY
expect <<'SEEN'
clipped by default: True with epsilon_high=5: 0.0
length of the step, default to epsilon_high=5: 0.2
SEEN
