#!/bin/sh
# transformers: eval_loss is the mean of the batches that have a finite loss; the others are left out, without a word.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: a model whose vector of one word is NaN: of four rows, one a batch, three have that word. eval_loss is the loss of the fourth. With
#   logging_nan_inf_filter=False, a setting that is documented for the training loss, it is NaN.
# Expected: NaN, or the number of batches that were left out.
# Why it matters: a checkpoint that has broken on most texts may have the best eval_loss, and load_best_model_at_end takes it.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from transformers import Trainer, TrainingArguments

rows = datasets.Dataset.from_list([{"input_ids": [3, word, 1], "labels": [-100, -100, 1]} for word in (4, 4, 4, 5)])

def loss(dataset, **options):
    model = start()
    with torch.no_grad():
        model.get_input_embeddings().weight[4] = torch.nan
    return Trainer(model, eval_dataset=dataset, args=TrainingArguments("out", per_device_eval_batch_size=1, **options, **quiet)).evaluate()["eval_loss"]

show("all four, equal to the fourth alone:", loss(rows) == loss(rows.select([3])))
show("first three:", loss(rows.select(range(3))))
show("all four, without the filter:", loss(rows, logging_nan_inf_filter=False))
PY
expect <<'SEEN'
all four, equal to the fourth alone: True
first three: nan
all four, without the filter: nan
SEEN
