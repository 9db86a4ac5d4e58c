#!/bin/sh
# transformers: with metric_for_best_model="perplexity" the Trainer keeps the checkpoint with the highest perplexity.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: three evaluations with the perplexities 10, 5 and 20: best_metric is 20. greater_is_better becomes True for every name that does not end with "loss",
#   without a word; so it is for "kl", "error" and "brier" too.
# Expected: an exception if greater_is_better is not given, or a warning that names the direction.
# Why it matters: load_best_model_at_end then loads the worst model, and save_total_limit removes the best one.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from transformers import Trainer, TrainingArguments

values = iter([10.0, 5.0, 20.0])
rows = datasets.Dataset.from_list([{"input_ids": [3, 4, 1], "labels": [-100, 4, 1]}])
trainer = Trainer(start(), train_dataset=rows, eval_dataset=rows, compute_metrics=lambda seen: {"perplexity": next(values)},
    args=TrainingArguments("out", max_steps=3, eval_strategy="steps", eval_steps=1, save_strategy="steps", save_steps=1, load_best_model_at_end=True,
        save_total_limit=1, metric_for_best_model="perplexity", **quiet))
trainer.train()
show("best metric:", trainer.state.best_metric, "of", [row["eval_perplexity"] for row in trainer.state.log_history if "eval_perplexity" in row])
show("best checkpoint:", trainer.state.best_model_checkpoint.split("/")[-1])
PY
expect <<'SEEN'
best metric: 20.0 of [10.0, 5.0, 20.0]
best checkpoint: checkpoint-3
SEEN
