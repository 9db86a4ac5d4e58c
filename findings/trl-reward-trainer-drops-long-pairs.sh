#!/bin/sh
# TRL: RewardTrainer leaves out every pair with an answer of more than 1,024 tokens, in training and in evaluation, without a word.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: of four pairs three have a chosen answer of 1,100 words; the trainer keeps one, and the log has no line about it. RewardConfig's max_length
#   is 1024 unless set. DPOTrainer drops rows whose prompt is as long, and cuts long answers instead of dropping them.
# Expected: a warning with the number of rows, or answers that are cut, as DPO and SFT cut them.
# Why it matters: the model never sees long answers, and its accuracy is measured on the short ones; what it says about long answers, which
#   policies learn to write, is untested.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
import logging
from tiny import *
from transformers import LlamaForSequenceClassification
from trl import RewardConfig, RewardTrainer
lines = []
class Lines(logging.Handler):
    def emit(self, record):
        lines.append(record.getMessage())
logging.getLogger().addHandler(Lines())
for name in ("trl", "transformers", "datasets"):
    logging.getLogger(name).addHandler(Lines())
rows = datasets.Dataset.from_list([{"chosen": "why yes" + " a" * 1100, "rejected": "why no"}] * 3 + [{"chosen": "why yes", "rejected": "why no"}])
trainer = RewardTrainer(LlamaForSequenceClassification(config(num_labels=1)), args=RewardConfig("out", **quiet), train_dataset=rows, eval_dataset=rows,
    processing_class=tokenizer())
show("max_length:", trainer.args.max_length)
show("rows given:", len(rows), "- to train on:", len(trainer.train_dataset), "- to evaluate on:", len(trainer.eval_dataset))
show("lines that name max_length or rows:", sum("max_length" in line or "drop" in line.lower() or "filter" in line.lower() for line in lines))
PY
expect <<'SEEN'
max_length: 1024
rows given: 4 - to train on: 1 - to evaluate on: 1
lines that name max_length or rows: 0
SEEN
