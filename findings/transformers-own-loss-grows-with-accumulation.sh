#!/bin/sh
# transformers: a Trainer with its own compute_loss takes steps four times as large if four batches are accumulated.
#
# Version: transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: four rows as one batch of four, or as four batches of one with gradient_accumulation_steps=4, and a compute_loss that returns the mean over its
#   batch: the second run logs four times the loss and moves the weights four times as far. The Trainer divides by the number of batches only if
#   the model's forward takes no **kwargs, as Llama's does, although the loss is not the model's.
# Expected: the same step, as the losses built in give, or a warning that the loss has to divide by num_items_in_batch.
# Why it matters: losses of preference papers are written in this way; memory decides the accumulation, and with it the learning rate.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from transformers import Trainer, TrainingArguments

class Own(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        outputs = model(input_ids=inputs["input_ids"])
        chosen = outputs.logits[:, :-1].log_softmax(-1).gather(-1, inputs["labels"][:, 1:, None]).squeeze(-1)
        loss = -chosen.sum(1).mean()
        return (loss, outputs) if return_outputs else loss

rows = datasets.Dataset.from_list([{"input_ids": ids, "labels": ids} for ids in ([3, 4, 5, 6], [5, 4, 5, 7], [8, 4, 9, 7], [3, 9, 9, 7])])
for kind in (Trainer, Own):
    losses, steps = [], []
    for size, accumulated in ((4, 1), (1, 4)):
        model = start()
        before = model.lm_head.weight.detach().clone()
        trainer = kind(model, TrainingArguments("out", max_steps=1, learning_rate=1e-2, optim="sgd", max_grad_norm=0, lr_scheduler_type="constant",
            per_device_train_batch_size=size, gradient_accumulation_steps=accumulated, **quiet), train_dataset=rows)
        trainer.train()
        losses.append(log_lines(trainer)[0]["loss"])
        steps.append((model.lm_head.weight - before).norm().item())
    show("%s: four batches of one against one of four: loss times %.2f, step times %.2f" % ("the model's loss" if kind is Trainer else "own loss",
        losses[1] / losses[0], steps[1] / steps[0]))
PY
expect <<'SEEN'
the model's loss: four batches of one against one of four: loss times 1.00, step times 1.00
own loss: four batches of one against one of four: loss times 4.00, step times 4.00
SEEN
