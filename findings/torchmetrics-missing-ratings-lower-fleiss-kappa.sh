#!/bin/sh
# torchmetrics: Fleiss' kappa of judges who always agree is 0.36 if half of the answers have one rating less.
#
# Version: torchmetrics 1.9.0, Python 3.11.
# Seen: four answers with three ratings each, all of one kind, have a kappa of 1. If the third judge is missing for two of them it is 0.36, and with answers
#   of five, three and two ratings 0.21. The greatest number of ratings is taken for all answers, without a word: a rating that is not there disagrees.
# Expected: 1, by Fleiss' kappa for different numbers of ratings, or an error for rows whose sums differ.
# Why it matters: judges time out and annotators skip; agreement then measures how many ratings there are.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
import torch
from torchmetrics.nominal import FleissKappa

for counts in ([[3, 0], [0, 3], [3, 0], [0, 3]], [[3, 0], [0, 3], [2, 0], [0, 2]], [[5, 0], [0, 5], [3, 0], [0, 3], [2, 0], [0, 2]]):
    print(f"{counts}: {float(FleissKappa(mode='counts')(torch.tensor(counts))):.2f}")
PY
expect <<'SEEN'
[[3, 0], [0, 3], [3, 0], [0, 3]]: 1.00
[[3, 0], [0, 3], [2, 0], [0, 2]]: 0.36
[[5, 0], [0, 5], [3, 0], [0, 3], [2, 0], [0, 2]]: 0.21
SEEN
