#!/bin/sh
# scikit-posthocs: the Mack-Wolfe test finds a peak among three models with p = 0 if all their ratings are 7, and also if the only ratings are 7, 8 and 9.
#
# Version: scikit-posthocs 0.17.1, Python 3.11.
# Seen: where the peak is not known, p is the share of permutations whose statistic is greater than the one of the data; those that are equal to it, which all
#   permutations of equal ratings are, count for nothing. The same ratings have p = 0.9989 where the second model is named as the peak. Three ratings can be
#   arranged in six ways, so no p-value of theirs is below 0.17.
# Expected: the share of permutations that are at least as great, with the data counted as one of them: 1 for equal ratings, 0.17 or more for three.
# Why it matters: judges who use few ratings have many ties, each of which lowers p; a judge who says nothing gives the clearest result.
. "$(dirname "$0")/lib/setup.sh"
pypi scikit-posthocs==0.17.1 numpy==2.4.6 scipy==1.17.1 pandas==3.0.0
python_code <<'PY'
import numpy as np
import pandas as pd
import scikit_posthocs

np.random.seed(0)


def show(name, *models):
    rows = pd.DataFrame([{"model": i, "rating": float(rating)} for i, ratings in enumerate(models) for rating in ratings])
    seen = [f"{float(scikit_posthocs.test_mackwolfe(rows, 'rating', 'model', p=p)[0]):.4f}" for p in (None, 1)]
    print(f"{name}: p {seen[0]}, with the second as the known peak {seen[1]}")


show("all ratings 7", [7] * 5, [7] * 5, [7] * 5)
show("one rating each, 7, 8 and 9", [7], [8], [9])
show("one rating each, 7, 9 and 8", [7], [9], [8])
PY
expect <<'SEEN'
all ratings 7: p 0.0000, with the second as the known peak 0.9989
one rating each, 7, 8 and 9: p 0.0000, with the second as the known peak 0.5000
one rating each, 7, 9 and 8: p 0.3100, with the second as the known peak 0.1103
SEEN
