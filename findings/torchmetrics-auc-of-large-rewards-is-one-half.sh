#!/bin/sh
# torchmetrics: the AUC of rewards 20, 30, 40 and 50 that rank all four answers rightly is 0.5; of 2, 3, 4 and 5 it is 1.
#
# Version: torchmetrics 1.9.0, torch 2.15.0, Python 3.11.
# Seen: scores outside of 0 to 1 are put through a sigmoid first, which is 1 in 32 bits from about 17 on, so that they are all alike. Negative rewards lose
#   their order from -104 on. Whether the sigmoid is applied is decided by each batch: one reward of 1.0001 moves the calibration error from 0.07 to 0.36.
# Expected: 1: the AUC asks for the order only. scikit-learn's roc_auc_score gives it.
# Why it matters: a reward model has no scale; one whose rewards are large is reported to know nothing.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 torchmetrics==1.9.0
python_code <<'PY'
from torch import tensor
from torchmetrics.functional.classification import binary_auroc, binary_calibration_error

good = tensor([0, 0, 1, 1])
for rewards in ([2.0, 3, 4, 5], [17.0, 18, 19, 20], [20.0, 30, 40, 50], [-50.0, -40, -30, -20], [-150.0, -140, -130, -120]):
    print(f"rewards {rewards}: {binary_auroc(tensor(rewards), good):.2f}, as float64 {binary_auroc(tensor(rewards).double(), good):.2f}")
for last in (1.0, 1.0001):
    print(f"calibration error with {last}: {binary_calibration_error(tensor([0.9, 0.1, last]), tensor([1, 0, 1])):.2f}")
PY
expect <<'SEEN'
rewards [2.0, 3, 4, 5]: 1.00, as float64 1.00
rewards [17.0, 18, 19, 20]: 0.50, as float64 1.00
rewards [20.0, 30, 40, 50]: 0.50, as float64 1.00
rewards [-50.0, -40, -30, -20]: 1.00, as float64 1.00
rewards [-150.0, -140, -130, -120]: 0.50, as float64 1.00
calibration error with 1.0: 0.07
calibration error with 1.0001: 0.36
SEEN
