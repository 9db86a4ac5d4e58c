#!/bin/sh
# transformers: the perplexity of one model on the same four texts is more than twice as high with batches of four as with batches of one.
#
# Version: transformers 5.24.0, trl 1.16.0, torch 2.15.0, Python 3.11.
# Seen: three short texts and one long one. eval_loss of SFTTrainer, whose loop is the Trainer's, is the mean over rows of their batch's mean per
#   token; so with one text to a batch a token of the short texts counts six times as much as one of the long text, and with four to a batch as
#   much. The training loss has been divided by the number of tokens since version 4.46.
# Expected: the mean per token, that of one batch of four, whatever the batches.
# Why it matters: perplexities are compared between papers, and the best checkpoint is chosen by eval_loss; with auto_find_batch_size it
#   depends on the machine.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
import math
from tiny import *
from trl import SFTConfig, SFTTrainer
texts = datasets.Dataset.from_list([{"text": "why" + " a" * length} for length in (1, 1, 1, 12)])
model = start()
with torch.no_grad():
    model.lm_head.weight[6] -= 0.5 * model.model.norm(model.model.embed_tokens.weight[6])  # "a" after "a" is unlikely
ids = [tokenizer()(text["text"] + "</s>", return_tensors="pt")["input_ids"] for text in texts]
losses = [(-model(row).logits[0, :-1].log_softmax(-1).gather(-1, row[0, 1:, None]).sum().item(), row.shape[1] - 1) for row in ids]
perplexity = math.exp(sum(loss for loss, tokens in losses) / sum(tokens for loss, tokens in losses))
for size in (1, 2, 4):
    trainer = SFTTrainer(model, args=SFTConfig("out", per_device_eval_batch_size=size, **quiet), train_dataset=texts, eval_dataset=texts, processing_class=tokenizer())
    seen = math.exp(trainer.evaluate()["eval_loss"]) / perplexity
    show("batches of %d: perplexity is that per token: %s, below half of it: %s" % (size, abs(seen - 1) < 1e-3, seen < 0.5))
PY
expect <<'SEEN'
batches of 1: perplexity is that per token: False, below half of it: True
batches of 2: perplexity is that per token: False, below half of it: True
batches of 4: perplexity is that per token: True, below half of it: False
SEEN
