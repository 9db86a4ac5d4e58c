#!/bin/sh
# torchtune: PPO's normalized advantages keep their mean: every answer of a good batch is pushed up, the worst one by 7.3, and every answer of a bad one down.
#
# Version: torchtune 0.6.1, torch 2.15.0, Python 3.11.
# Seen: whiten(shift_mean=True), which is the default and what estimate_advantages calls, adds the mean that it has subtracted; shift_mean=False leaves it out.
#   The parameter is documented as "whether to shift normalised values by the mean", and its source is given as TRL's whiten, where True removes the mean.
# Expected: advantages with a mean of 0, "normalize advantages across the batch", so that a constant added to all rewards changes nothing.
# Why it matters: a reward model has no zero; with rewards of 7 to 10, all that was sampled becomes likelier, and the differences hardly count.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 numpy==2.4.6 transformers==5.24.0 pydantic==2.12.5 immutables==0.21
pypi_alone torchtune==0.6.1
python_code <<'PY'
import torch
from alone import alone
alone("torchtune", "torchtune.rlhf")
from torchtune.rlhf.rewards import estimate_advantages, whiten


def shown(numbers):
    return " ".join(f"{number:.2f}" for number in numbers[:, 0].tolist())


for rewards in ([7.0, 8, 9, 10], [0.0, 1, 2, 3], [-10.0, -9, -8, -7]):
    rewards = torch.tensor(rewards).unsqueeze(1)  # (batch, 1)
    advantages, _ = estimate_advantages(torch.zeros(4, 1), rewards, gamma=1.0, lmbda=0.95)
    print(f"rewards {shown(rewards)}: advantages {shown(advantages)}; whiten(shift_mean=False) {shown(whiten(rewards, shift_mean=False))}")
PY
expect <<'SEEN'
rewards 7.00 8.00 9.00 10.00: advantages 7.34 8.11 8.89 9.66; whiten(shift_mean=False) -1.16 -0.39 0.39 1.16
rewards 0.00 1.00 2.00 3.00: advantages 0.34 1.11 1.89 2.66; whiten(shift_mean=False) -1.16 -0.39 0.39 1.16
rewards -10.00 -9.00 -8.00 -7.00: advantages -9.66 -8.89 -8.11 -7.34; whiten(shift_mean=False) -1.16 -0.39 0.39 1.16
SEEN
