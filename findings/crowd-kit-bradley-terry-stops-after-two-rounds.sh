#!/bin/sh
# Crowd-Kit: BradleyTerry stops after two rounds, whatever n_iter is, so a model that beats another 3 to 1 gets twice its score.
#
# Version: crowd-kit 1.4.2, Python 3.11.
# Seen: a beats b in 30 of 40 comparisons, and b beats c in 30 of 40. The scores are 0.588, 0.294 and 0.118 with n_iter=2, 100 and 10,000.
#   The change that is compared with tol is that of an array with itself, 0; with tol=0 it is not smaller, and the scores are right. choix agrees.
# Expected: scores in the ratio 9 to 3 to 1, the maximum of the likelihood; the rounds go on until they change by less than tol.
# Why it matters: strengths are drawn together, the more so the longer the chain of comparisons; n_iter looks like a setting.
. "$(dirname "$0")/lib/setup.sh"
pypi crowd-kit==1.4.2 choix==0.4.1 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1
python_code <<'PY'
import choix
import numpy as np
import pandas as pd
from crowdkit.aggregation import BradleyTerry
rows = [("a", "b", "a")] * 30 + [("a", "b", "b")] * 10 + [("b", "c", "b")] * 30 + [("b", "c", "c")] * 10
data = pd.DataFrame(rows, columns=["left", "right", "label"]).assign(worker="judge")
for settings in (dict(n_iter=2), dict(n_iter=100), dict(n_iter=10_000), dict(n_iter=10_000, tol=0)):
    model = BradleyTerry(**settings).fit(data)
    print(settings, [round(score, 3) for score in model.scores_])
wins = [("abc".index(label), "abc".index(right if label == left else left)) for left, right, label in rows]
strengths = np.exp(choix.ilsr_pairwise(3, wins))
print("choix", [float(round(strength, 3)) for strength in strengths / strengths.sum()])
PY
expect <<'SEEN'
{'n_iter': 2} [0.588, 0.294, 0.118]
{'n_iter': 100} [0.588, 0.294, 0.118]
{'n_iter': 10000} [0.588, 0.294, 0.118]
{'n_iter': 10000, 'tol': 0} [0.692, 0.231, 0.077]
choix [0.692, 0.231, 0.077]
SEEN
