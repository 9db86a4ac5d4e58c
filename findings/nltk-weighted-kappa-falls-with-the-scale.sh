#!/bin/sh
# NLTK: the weighted kappa of two judges who nearly agree is 0.82, and -0.59 when max_distance is set to the length of their scale.
#
# Version: nltk 3.10.4, Python 3.11.
# Seen: AnnotationTask.weighted_kappa(max_distance) divides the expected disagreement by the length and leaves the observed one as it is. Of the ratings
#   (1, 5, 9) and (2, 5, 10) with the absolute distance, it gives 0.82 for max_distance 1, which is no distance of these ratings, and -0.59 for 9.
# Expected: 0.82 for both: the length of the scale cancels out. scikit-learn 1.9.1 gives 0.82 with weights="linear" and labels 1 to 10.
# Why it matters: the parameter is there for scales longer than 1; who sets it gets the agreement of judges who contradict each other.
. "$(dirname "$0")/lib/setup.sh"
pypi nltk==3.10.4 scikit-learn==1.9.1
python_code <<'PY'
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score
first, second = [1, 5, 9], [2, 5, 10]
rows = [(judge, str(item), rating) for judge, ratings in (("first", first), ("second", second)) for item, rating in enumerate(ratings)]
for length in (1, 9):
    print("max_distance", length, round(AnnotationTask(rows, distance=lambda a, b: abs(a - b)).weighted_kappa(max_distance=length), 3))
print("scikit-learn", round(float(cohen_kappa_score(first, second, weights="linear", labels=list(range(1, 11)))), 3))
PY
expect <<'SEEN'
max_distance 1 0.824
max_distance 9 -0.588
scikit-learn 0.824
SEEN
