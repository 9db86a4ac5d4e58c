#!/bin/sh
# verl: with RLOO an answer that stands alone for its prompt has its reward as its advantage, and 0 with the "vectorized" RLOO beside it.
#
# Version: verl 0.9.1, torch 2.15.0, Python 3.11.
# Seen: compute_rloo_outcome_advantage leaves the reward as it is where there is no other answer to compare with, 1 for a right and 0 for a wrong one;
#   compute_rloo_vectorized_outcome_advantage gives 0. The two agree for all other prompts. GRPO leaves it, too, in both its forms.
# Expected: the same number from both, and 0, as the baseline of an answer is the mean of the others' rewards, of which there are none.
# Why it matters: groups lose answers to filters and limits; what is left of them is pushed up by its full reward, next to advantages with a mean of 0.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 verl==0.9.1 tensordict==0.10.0
python_code <<'PY'
import numpy
import torch
from verl.trainer.ppo import core_algos
rewards = torch.tensor([[1.0], [0.0], [1.0], [0.0]])
prompts = numpy.array(["two answers", "two answers", "one right answer", "one wrong answer"], dtype=object)
for name in ("rloo", "rloo_vectorized", "grpo", "grpo_vectorized"):
    advantages, _ = getattr(core_algos, f"compute_{name}_outcome_advantage")(rewards.clone(), torch.ones(4, 1), prompts)
    print(f"{name}: " + ", ".join(f"{prompt} {advantage:.2f}" for prompt, advantage in zip(prompts, advantages[:, 0].tolist())))
PY
expect <<'SEEN'
rloo: two answers 1.00, two answers -1.00, one right answer 1.00, one wrong answer 0.00
rloo_vectorized: two answers 1.00, two answers -1.00, one right answer 0.00, one wrong answer 0.00
grpo: two answers 0.71, two answers -0.71, one right answer 1.00, one wrong answer 0.00
grpo_vectorized: two answers 0.71, two answers -0.71, one right answer 1.00, one wrong answer 0.00
SEEN
