#!/bin/sh
# torchmetrics: the Matthews correlation of a judge with labels that are all "good" is 0.58 if it says "good" for three of four, and 0.98 for 99 of 100.
#
# Version: torchmetrics 1.9.0, scikit-learn 1.9.1, Python 3.11.
# Seen: where all labels, or all verdicts, are of one class, binary_matthews_corrcoef is neither 0 nor NaN: 0.58 for 3 of 4, 0.98 for 99 of 100, -0.98 for 1
#   of 100, and 0 for 50 of 100. scikit-learn gives 0 for all of them.
# Expected: 0: the article that the code names replaces the zero by a small number and lets it vanish; the code divides by its root.
# Why it matters: nothing can correlate with a constant; a set without bad answers, or a judge that calls everything good, gets a number like any other.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
import torch
from sklearn.metrics import matthews_corrcoef
from torchmetrics.functional.classification import binary_matthews_corrcoef


def show(name, verdicts, labels):
    seen = float(binary_matthews_corrcoef(torch.tensor(verdicts), torch.tensor(labels)))
    print(f"{name}: {seen:.2f}, scikit-learn {matthews_corrcoef(labels, verdicts):.2f}")


for good, count in ((3, 4), (99, 100), (1, 100), (50, 100)):
    some = [1] * good + [0] * (count - good)
    show(f"{good} of {count} verdicts good, all labels good", some, [1] * count)
    show(f"all verdicts good, {good} of {count} labels good", [1] * count, some)
PY
expect <<'SEEN'
3 of 4 verdicts good, all labels good: 0.58, scikit-learn 0.00
all verdicts good, 3 of 4 labels good: 0.58, scikit-learn 0.00
99 of 100 verdicts good, all labels good: 0.98, scikit-learn 0.00
all verdicts good, 99 of 100 labels good: 0.98, scikit-learn 0.00
1 of 100 verdicts good, all labels good: -0.98, scikit-learn 0.00
all verdicts good, 1 of 100 labels good: -0.98, scikit-learn 0.00
50 of 100 verdicts good, all labels good: 0.00, scikit-learn 0.00
all verdicts good, 50 of 100 labels good: 0.00, scikit-learn 0.00
SEEN
