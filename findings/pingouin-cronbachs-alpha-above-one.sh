#!/bin/sh
# pingouin: Cronbach's alpha of two judges who always agree is 1.09 if one rating is missing, or 0.25; its 95 % interval is 2.40 to 1.01.
#
# Version: pingouin 0.7.0, Python 3.11.
# Seen: by default, nan_policy="pairwise", a missing rating is left out of the covariance, but not out of the other judge's variance. So alpha depends on
#   the rating beside the gap: near the mean it passes 1, far from it it falls towards 0. Above 1 the interval's lower end lies above its upper end.
# Expected: 1, which nan_policy="listwise" gives; alpha is never above 1.
# Why it matters: the one answer that nobody compared decides whether a pair of judges looks reliable.
. "$(dirname "$0")/lib/setup.sh"
pypi pingouin==0.7.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
python_code <<'PY'
import pandas
import pingouin

for beside in [2, 4, 9]:
    ratings = pandas.DataFrame({"first": [1, 2, 3, None], "second": [1, 2, 3, beside]})
    for policy in ["pairwise", "listwise"]:
        alpha, (low, high) = pingouin.cronbach_alpha(ratings, nan_policy=policy)
        print(f"{beside} beside the missing rating, {policy}: {alpha:.2f}, {low:.2f} to {high:.2f}")
PY
expect <<'SEEN'
2 beside the missing rating, pairwise: 1.09, 2.40 to 1.01
2 beside the missing rating, listwise: 1.00, 1.00 to 1.00
4 beside the missing rating, pairwise: 0.86, -1.21 to 0.99
4 beside the missing rating, listwise: 1.00, 1.00 to 1.00
9 beside the missing rating, pairwise: 0.25, -10.56 to 0.95
9 beside the missing rating, listwise: 1.00, 1.00 to 1.00
SEEN
