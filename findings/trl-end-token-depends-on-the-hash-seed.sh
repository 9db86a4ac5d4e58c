#!/bin/sh
# TRL: whether answers get their end token is drawn anew in each run, if the data has a column "messages" beside its texts.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: rows with the texts prompt, chosen and rejected, and a list "messages" that the method does not use, as UltraFeedback has it. DPOTrainer
#   asks is_conversational, which looks at one of the four columns, the first of a Python set: with one PYTHONHASHSEED the answers end with
#   </s>, with another they do not. Python draws that seed at each start unless it is set. No warning.
# Expected: the columns that the method uses decide.
# Why it matters: one run teaches the model to stop and the next one does not, with the same seed, data and script.
. "$(dirname "$0")/lib/setup.sh"
trl
cat > "$work/ends.py" <<'PY'
from tiny import *
from trl import DPOConfig, DPOTrainer
rows = datasets.Dataset.from_list([{"prompt": "why ", "chosen": "yes a", "rejected": "no", "messages": [{"role": "user", "content": "why"}]}] * 4)
trainer = DPOTrainer(start(), args=DPOConfig("out", seed=1, **quiet), train_dataset=rows, processing_class=tokenizer())
show("chosen:", trainer.train_dataset[0]["chosen_ids"], "rejected:", trainer.train_dataset[0]["rejected_ids"])
PY
python_code <<'PY'
import os
import subprocess
import sys

def run(seed, *arguments):
    return subprocess.run([sys.executable, "-W", "ignore", *arguments], env={**os.environ, "PYTHONHASHSEED": str(seed)}, capture_output=True, text=True,
        check=True).stdout.strip()

first = "print({key for key in ['prompt', 'chosen', 'rejected', 'messages']}.pop())"
seeds = {}
for seed in range(32):
    seeds.setdefault(run(seed, "-c", first), seed)
for column in ("messages", "prompt"):
    print("hash seed that puts", column, "first -", run(seeds[column], "ends.py"))
PY
expect <<'SEEN'
hash seed that puts messages first - chosen: [4, 6] rejected: [5]
hash seed that puts prompt first - chosen: [4, 6, 1] rejected: [5, 1]
SEEN
