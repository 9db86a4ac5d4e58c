#!/bin/sh
# confidenceinterval: the interval of a macro F1 is more than twice too wide, and that of a perfect one is not 1 but 0.80 to 1.20.
#
# Version: confidenceinterval 1.0.5, scikit-learn 1.9.1, Python 3.11.
# Seen: 100 answers judged good or bad, ten of them wrongly: f1_score(average="macro"), with its default method, gives 0.75 to 1.05. The bootstrap of the same
#   function gives 0.84 to 0.95, and the formula for macro recall 0.83 to 0.97. Fifty answers without a mistake get 0.80 to 1.20, and a macro F1 below 1.
#   roc_auc_score has ends below 0 and above 1 too.
# Expected: an interval as wide as the bootstrap's, and 1 for a perfect result.
# Why it matters: two judges or classifiers that differ look alike.
. "$(dirname "$0")/lib/setup.sh"
pypi confidenceinterval==1.0.5 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 scipy==1.17.1 statsmodels==0.15.0
python_code <<'PY'
import numpy
from confidenceinterval import f1_score, recall_score, roc_auc_score


def show(name, seen):
    print(f"{name}: {seen[0]:.3f}, {seen[1][0]:.2f} to {seen[1][1]:.2f}")


truth = numpy.array([0, 1] * 50)
judged = truth.copy()
judged[:10] = 1 - judged[:10]
show("macro F1", f1_score(truth, judged, average="macro"))
show("macro F1, bootstrap", f1_score(truth, judged, average="macro", method="bootstrap_percentile", n_resamples=2000, random_state=1))
show("macro recall", recall_score(truth, judged, average="macro"))
show("macro F1 without a mistake", f1_score(truth[:50], truth[:50], average="macro"))
print("the same is below 1:", bool(f1_score(truth[:50], truth[:50], average="macro")[0] < 1))
show("AUC of five", roc_auc_score([1, 0, 1, 0, 1], [0.9, 0.1, 0.2, 0.8, 0.6]))
PY
expect <<'SEEN'
macro F1: 0.900, 0.75 to 1.05
macro F1, bootstrap: 0.900, 0.84 to 0.95
macro recall: 0.900, 0.83 to 0.97
macro F1 without a mistake: 1.000, 0.80 to 1.20
the same is below 1: True
AUC of five: 0.667, -0.06 to 1.40
SEEN
