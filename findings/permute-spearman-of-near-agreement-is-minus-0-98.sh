#!/bin/sh
# permute: Spearman's correlation of two judges who nearly agree, 0.93, is -0.98, and that of a judge who gives every answer the same rating is 1.
#
# Version: permute 0.2, Python 3.11.
# Seen: spearman_corr takes argsort for ranks: the places at which the sorted ratings stood. The two are the same only for few lists, so the correlation
#   and its p-value are those of other numbers. A constant judge has the correlation 1 or -1, by the order in which the answers are listed.
# Expected: 0.93 with p = 0.0004, as in scipy 1.17.1, and no correlation for a constant.
# Why it matters: a judge who ranks answers as people do seems to rank them the other way round.
. "$(dirname "$0")/lib/setup.sh"
pypi permute==0.2 numpy==2.4.6 scipy==1.17.1
python_code <<'PY'
from permute.core import spearman_corr
from scipy.stats import spearmanr

first, second = [1, 8, 3, 5, 6, 4, 7, 2], [2, 7, 4, 5, 6, 3, 8, 1]
sevens = [7] * 8


def show(name, x, y):
    correlation, p, _ = spearman_corr(x, y, reps=10000, seed=1)
    print(f"{name}: {correlation:.2f}, p {p:.2f}")


show("two judges", first, second)
print("two judges, scipy: {:.2f}, p {:.4f}".format(*spearmanr(first, second, alternative="greater")))
show("a constant and 1 to 8", sevens, list(range(1, 9)))
show("a constant and 8 to 1", sevens, list(range(8, 0, -1)))
PY
expect <<'SEEN'
two judges: -0.98, p 1.00
two judges, scipy: 0.93, p 0.0004
a constant and 1 to 8: 1.00, p 0.00
a constant and 8 to 1: -1.00, p 1.00
SEEN
