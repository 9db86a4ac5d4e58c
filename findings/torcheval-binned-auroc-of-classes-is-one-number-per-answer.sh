#!/bin/sh
# torcheval: multiclass_binned_auroc gives a number for each answer, not for each class, and 0.94 for scores that rank every class rightly.
#
# Version: torcheval 0.0.7, Python 3.11.
# Seen: true and false positives are summed over the classes of an answer, not over the answers, so average=None returns eight numbers for three
#   classes and eight answers, and "macro" their mean. The example in its documentation has five numbers for three classes.
# Expected: a number for each class, and the mean of them: multiclass_auroc of the same package and scikit-learn (one against the rest) agree on it.
# Why it matters: the binned version is the one for large evaluations; its AUC says little about how well a judge tells the classes apart.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 torcheval==0.0.7 scikit-learn==1.9.1
python_code <<'PY'
import torch
from sklearn.metrics import roc_auc_score
from torcheval.metrics.functional import multiclass_auroc, multiclass_binned_auroc
labels = torch.tensor([0, 0, 0, 0, 1, 1, 2, 2])
ranked = torch.tensor([[0.4, 0.3, 0.3], [0.5, 0.2, 0.3], [0.4, 0.1, 0.5], [0.6, 0.1, 0.3], [0.3, 0.4, 0.3], [0.1, 0.5, 0.4], [0.1, 0.3, 0.6], [0.2, 0.1, 0.7]])
mixed = torch.tensor([[0.2, 0.3, 0.5], [0.5, 0.2, 0.3], [0.3, 0.4, 0.3], [0.6, 0.1, 0.3], [0.5, 0.2, 0.3], [0.1, 0.5, 0.4], [0.6, 0.3, 0.1], [0.2, 0.1, 0.7]])
for name, scores in {"all classes ranked rightly": ranked, "mixed": mixed}.items():
    binned, _ = multiclass_binned_auroc(scores, labels, num_classes=3, threshold=1001)
    each, _ = multiclass_binned_auroc(scores, labels, num_classes=3, threshold=1001, average=None)
    exact = multiclass_auroc(scores, labels, num_classes=3)
    print(f"{name}: binned {binned:.3f}, of {len(each)} numbers; multiclass_auroc {exact:.3f}, "
          f"scikit-learn {roc_auc_score(labels, scores, multi_class='ovr'):.3f}")
PY
expect <<'SEEN'
all classes ranked rightly: binned 0.938, of 8 numbers; multiclass_auroc 1.000, scikit-learn 1.000
mixed: binned 0.531, of 8 numbers; multiclass_auroc 0.601, scikit-learn 0.601
SEEN
