#!/bin/sh
# torchmetrics: multiclass_accuracy is 0.375 if three of four verdicts are right.
#
# Version: torchmetrics 1.9.0, torch 2.15.0, Python 3.11.
# Seen: the default is the mean of the classes' recalls, and a class that is named once by the judge, and never right, takes part in it with 0. Four
#   verdicts "A", three of them found: the judge's one "B" halves 0.75. With task="binary" the same verdicts have 0.75. A class that neither names is left out.
# Expected: the share of right answers, which the documentation gives as the formula of accuracy; or at least the recall of the classes that occur.
# Why it matters: the accuracy of a judge depends on whether a wrong verdict is one that is right elsewhere.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 torchmetrics==1.9.0
python_code <<'PY'
from torch import tensor
from torchmetrics.functional.classification import binary_accuracy, multiclass_accuracy

for right, judged in (([0, 0, 0, 0], [0, 0, 0, 1]), ([0, 0, 0, 1], [0, 0, 1, 1]), ([0, 1, 2, 0], [0, 1, 2, 2])):
    seen = multiclass_accuracy(tensor(judged), tensor(right), num_classes=3)
    micro = multiclass_accuracy(tensor(judged), tensor(right), num_classes=3, average="micro")
    binary = f"{binary_accuracy(tensor(judged), tensor(right)):.3f}" if max(right) < 2 else "none"
    print(f"right {right}, judged {judged}: {seen:.3f}, micro {micro:.3f}, binary {binary}")
PY
expect <<'SEEN'
right [0, 0, 0, 0], judged [0, 0, 0, 1]: 0.375, micro 0.750, binary 0.750
right [0, 0, 0, 1], judged [0, 0, 1, 1]: 0.833, micro 0.750, binary 0.750
right [0, 1, 2, 0], judged [0, 1, 2, 2]: 0.833, micro 0.750, binary none
SEEN
