#!/bin/sh
# TRL: answers get no end token in SFT if the data has a column "text" beside "prompt" and "completion".
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: SFTTrainer appends the end token to the column "text" if there is one, and trains on the columns "prompt" and "completion"; so its rows end
#   without it. The same rows without "text" end with it.
# Expected: the end token on the texts that are trained on.
# Why it matters: a "text" is often kept as the source of a pair of question and answer; the model then never learns to stop.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import SFTConfig, SFTTrainer

row = {"prompt": "why ", "completion": "yes"}
for name, columns in (("without text", row), ("with text", {**row, "text": "a b"})):
    trainer = SFTTrainer(start(), processing_class=tokenizer(), args=SFTConfig("out", max_steps=1, **quiet), train_dataset=datasets.Dataset.from_list([columns]))
    seen = trainer.train_dataset[0]
    show(name + ":", tokenizer().convert_ids_to_tokens(seen["input_ids"]), "labels", seen["labels"])
PY
expect <<'SEEN'
without text: ['why', 'yes', '</s>'] labels [-100, 4, 1]
with text: ['why', 'yes'] labels [-100, 4]
SEEN
