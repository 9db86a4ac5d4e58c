#!/bin/sh
# TRL: eval_rewards/accuracies of the same model on the same pairs is 0.8, 0.67 or 0.5, by the batch size.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: five pairs, of which the model has the last one wrong. The metrics of DPOTrainer (and RewardTrainer) are means over batches of their
#   means, so the last, smaller batch counts as much as a full one. With 4 to a batch the accuracy is 0.5 and the margin 0; eval_loss beside
#   them is right at every size.
# Expected: 0.8, the mean over the pairs.
# Why it matters: accuracies on small held-out sets are compared between papers and machines whose batch sizes differ; load_best_model_at_end
#   by such a metric weighs a few pairs more than the others.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import DPOConfig, DPOTrainer
model, reference = start(), start()
with torch.no_grad():
    model.lm_head.weight[4] += 0.3 * model.model.norm(model.model.embed_tokens.weight[3])  # "yes" is likelier after "why"
held = pairs(*[("yes", "no")] * 4, ("no", "yes"))
for size in (1, 2, 4, 5):
    trainer = DPOTrainer(model, reference, args=DPOConfig("out", per_device_eval_batch_size=size, **quiet), train_dataset=held, eval_dataset=held,
                         processing_class=tokenizer())
    seen = trainer.evaluate()
    first = seen if size == 1 else first
    show("batches of %d: accuracy %.3f, margin as with 1: %s, loss as with 1: %s" % (size, seen["eval_rewards/accuracies"],
        abs(seen["eval_rewards/margins"] - first["eval_rewards/margins"]) < 1e-4, abs(seen["eval_loss"] - first["eval_loss"]) < 1e-4))
PY
expect <<'SEEN'
batches of 1: accuracy 0.800, margin as with 1: True, loss as with 1: True
batches of 2: accuracy 0.667, margin as with 1: False, loss as with 1: True
batches of 4: accuracy 0.500, margin as with 1: False, loss as with 1: True
batches of 5: accuracy 0.800, margin as with 1: True, loss as with 1: True
SEEN
