#!/bin/sh
# TRL: precompute_ref_log_probs takes the reference's log-probabilities of an earlier run, computed with another ld_alpha.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: the file that keeps them is named after the data and the model's weights only. A data set of a folder, DPO with max_length=None: after
#   a run without ld_alpha, a run with ld_alpha=0 uses the sums of the first, so that at its first step, where the policy is the reference, the
#   reward is not 0 and the loss is not 0.693. In a new folder they are.
# Expected: the name depends on every setting that the numbers depend on.
# Why it matters: the second run of a sweep is trained against a wrong reference; deleting the folder's cache changes the result.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from trl import DPOConfig, DPOTrainer
start()
for folder, alphas in (("first", (None, 0.0)), ("second", (0.0,))):
    pairs(*[("yes a b c", "no")] * 4).save_to_disk(folder)
    for alpha in alphas:
        trainer = DPOTrainer(LlamaForCausalLM.from_pretrained("start"), args=DPOConfig("out", max_steps=1, max_length=None, ld_alpha=alpha,
            precompute_ref_log_probs=True, per_device_train_batch_size=2, **quiet), train_dataset=datasets.load_from_disk(folder), processing_class=tokenizer())
        trainer.train()
        log = log_lines(trainer)[0]
        show("%s folder, ld_alpha %s: first loss is 0.693: %s, first reward is 0: %s" % (folder, alpha, abs(log["loss"] - 0.6931) < 1e-3, abs(log["rewards/chosen"]) < 1e-4))
PY
expect <<'SEEN'
first folder, ld_alpha None: first loss is 0.693: True, first reward is 0: True
first folder, ld_alpha 0.0: first loss is 0.693: False, first reward is 0: False
second folder, ld_alpha 0.0: first loss is 0.693: True, first reward is 0: True
SEEN
