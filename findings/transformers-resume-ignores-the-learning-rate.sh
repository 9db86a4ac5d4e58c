#!/bin/sh
# transformers: a learning rate that is changed before a run is resumed is ignored, without a word.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: a run at 1e-3 is resumed from its checkpoint with learning_rate=1e-5: it goes on at 1e-3, because the optimizer's and the schedule's state
#   bring their own. TrainingArguments, and the training_args.bin of the next checkpoint, say 1e-5. A run that was finished with a linear
#   schedule and is resumed with more steps begins with a step at rate 0.
# Expected: the rate that is asked for, or a warning; batch sizes and logging steps that differ are warned about.
# Why it matters: one resumes after a divergence with a lower rate; it diverges again, and the saved settings name a rate that was never used.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
import logging
from tiny import *
from transformers import Trainer, TrainingArguments
lines = []
class Lines(logging.Handler):
    def emit(self, record):
        lines.append(record.getMessage())
logging.getLogger("transformers").addHandler(Lines())
rows = datasets.Dataset.from_list([{"input_ids": [3, 4, 5, 6], "labels": [3, 4, 5, 6]}] * 8)

def run(folder, rate, steps, schedule, checkpoint=None):
    trainer = Trainer(start(), TrainingArguments(folder, learning_rate=rate, max_steps=steps, lr_scheduler_type=schedule, save_steps=2, per_device_train_batch_size=2,
        **quiet), train_dataset=rows)
    trainer.train(resume_from_checkpoint=checkpoint)
    return [log["learning_rate"] for log in log_lines(trainer)]

run("constant", 1e-3, 2, "constant")
lines.clear()
show("steps 3 and 4 at", run("constant", 1e-5, 4, "constant", "constant/checkpoint-2")[2:])
show("settings of the checkpoint:", torch.load("constant/checkpoint-4/training_args.bin", weights_only=False).learning_rate)
show("lines that name a rate:", sum("learning_rate" in line or "learning rate" in line for line in lines))
run("linear", 1e-3, 2, "linear")
show("linear, steps 3 and 4 at", run("linear", 1e-3, 4, "linear", "linear/checkpoint-2")[2:])
PY
expect <<'SEEN'
steps 3 and 4 at [0.001, 0.001]
settings of the checkpoint: 1e-05
lines that name a rate: 0
linear, steps 3 and 4 at [0.0, 0.00025]
SEEN
