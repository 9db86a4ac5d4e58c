#!/bin/sh
# TRL: KTO with the labels 1 and -1 raises the answers labelled -1, and logs a reward of 0 for bad answers that it never looked at.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: answers "yes" labelled 1 and "no" labelled -1 (or 0), 30 steps. With 0 the probability of "no" falls, with -1 it rises like that of "yes": any
#   number but 0 is taken as good. The count of bad answers is the batch size less the sum of labels, so rewards/rejected is logged as 0, the sum over no answer divided by 4.
# Expected: an exception, as for labels that are texts; the documentation asks for bool.
# Why it matters: thumbs up and down are often stored as 1 and -1; the run learns what people disliked.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import KTOConfig, KTOTrainer
for bad in (0, -1):
    rows = datasets.Dataset.from_list([{"prompt": "why ", "completion": "yes", "label": 1}, {"prompt": "why a ", "completion": "no", "label": bad}] * 8)
    model = start()
    def chance(ids, answer):
        return model(torch.tensor([ids])).logits[0, -1].softmax(-1)[answer].item()
    before = chance([3], 4), chance([3, 6], 5)
    trainer = KTOTrainer(model, args=KTOConfig("out", max_steps=30, learning_rate=1e-3, beta=1.0, per_device_train_batch_size=4, seed=1, **quiet), train_dataset=rows,
        processing_class=tokenizer())
    trainer.train()
    after = chance([3], 4), chance([3, 6], 5)
    logged = [log["rewards/rejected"] for log in log_lines(trainer, "rewards/rejected")]
    show("bad answers are %d: the good one's probability rises: %s, the bad one's: %s, rewards/rejected is 0 in all steps: %s" % (bad, after[0] > before[0], after[1] > before[1],
        all(reward == 0 for reward in logged)))
PY
expect <<'SEEN'
bad answers are 0: the good one's probability rises: True, the bad one's: False, rewards/rejected is 0 in all steps: False
bad answers are -1: the good one's probability rises: True, the bad one's: True, rewards/rejected is 0 in all steps: True
SEEN
