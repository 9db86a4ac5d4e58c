#!/bin/sh
# scikit-learn: the weighted kappa of ratings 1, 2 and 10 is that of 1, 2 and 3.
#
# Version: scikit-learn 1.9.1, Python 3.11.
# Seen: weights="quadratic" measures the distance between ratings by their place among those that occur. Two judges who differ by 8 points
#   twice get 0.5, as two who differ by 1 point twice; with labels=range(1, 11) it is as low as it should be.
# Expected: the distance of the ratings themselves; Krippendorff's alpha for intervals does that.
# Why it matters: scores from 1 to 10 by judges rarely use every number; agreement then depends on which ones occur.
. "$(dirname "$0")/lib/setup.sh"
pypi scikit-learn==1.9.1
python_code <<'PY'
from sklearn.metrics import cohen_kappa_score
far, near = ([1, 2, 10], [1, 10, 2]), ([1, 2, 3], [1, 3, 2])
print("ratings 1, 2, 10:", round(cohen_kappa_score(*far, weights="quadratic"), 3))
print("ratings 1, 2, 3:", round(cohen_kappa_score(*near, weights="quadratic"), 3))
print("ratings 1, 2, 10, labels 1 to 10:", round(cohen_kappa_score(*far, weights="quadratic", labels=list(range(1, 11))), 3))
PY
expect <<'SEEN'
ratings 1, 2, 10: 0.5
ratings 1, 2, 3: 0.5
ratings 1, 2, 10, labels 1 to 10: -0.315
SEEN
