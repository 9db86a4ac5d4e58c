#!/bin/sh
# TRL: KTO trains on all chosen answers first, and then on all rejected ones, if it is given pairs.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: KTOTrainer splits pairs by unpair_preference_dataset, which writes the chosen answers of up to 1,000 rows and then their rejected
#   ones, and KTOConfig's train_sampling_strategy is "sequential" (another is refused, for the KL term), so nothing is shuffled. Each batch has
#   answers of one kind, no step logs rewards/margins, and no warning is given.
# Expected: good and bad answers in each batch, as in the paper, or a warning.
# Why it matters: half an epoch raises everything, the other half lowers everything; the loss curve is that of two different trainings.
#   Shuffle the data yourself: unpair_preference_dataset(data).shuffle().
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import KTOConfig, KTOTrainer, unpair_preference_dataset
rows = datasets.Dataset.from_list([{"prompt": "why " + word + " ", "chosen": "yes " + word, "rejected": "no " + word} for word in "abcdabcd"])

def steps(name, data):
    trainer = KTOTrainer(start(), args=KTOConfig("out", num_train_epochs=1, per_device_train_batch_size=2, seed=1, **quiet), train_dataset=data,
                         processing_class=tokenizer())
    trainer.train()
    kinds = [[kind for kind in ("chosen", "rejected", "margins") if "rewards/" + kind in log] for log in log_lines(trainer)]
    show(name, " ".join("+".join(kind) for kind in kinds))

steps("pairs:", rows)
steps("shuffled by hand:", unpair_preference_dataset(rows).shuffle(seed=0))
PY
expect <<'SEEN'
pairs: chosen chosen chosen chosen rejected rejected rejected rejected
shuffled by hand: chosen+rejected+margins chosen+rejected+margins chosen chosen rejected chosen+rejected+margins rejected chosen+rejected+margins
SEEN
