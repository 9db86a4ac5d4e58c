#!/bin/sh
# NLTK: Spearman's correlation of a judge who gives ten answers the same rating is -0.73 with every ranking, and 0.64 in place of 0.87 if he uses two ratings.
#
# Version: NLTK 3.10.4, SciPy 1.17.1, Python 3.11.
# Seen: ranks_from_scores gives equal ratings the same rank, as it says, and spearman_correlation then uses the formula for ranks without ties. A constant has
#   -0.25 with three answers, -0.73 with ten and -0.97 with a hundred, whether the other ranking runs up or down. Two ratings of five answers each, in the
#   order of the ten, have 0.64, and SciPy gives 0.87.
# Expected: no value for a constant (SciPy: NaN), and 0.87 for ranks with ties; the documentation calls the ranks "suitable" for the correlation.
# Why it matters: judges rate from 1 to 5, so most ratings are ties; a judge that does not tell answers apart seems to prefer the worse ones.
. "$(dirname "$0")/lib/setup.sh"
pypi nltk==3.10.4 scipy==1.17.1 numpy==2.4.6
python_code <<'PY'
from nltk.metrics.spearman import ranks_from_scores, spearman_correlation
from scipy.stats import spearmanr


def show(name, first, second):
    ranks = []
    for scores in (first, second):
        ordered = sorted(enumerate(scores), key=lambda item: -item[1])
        ranks.append(list(ranks_from_scores(ordered)))
    print(f"{name}: {spearman_correlation(*ranks):.2f}, SciPy {spearmanr(first, second).statistic:.2f}")


for number in (3, 10, 100):
    show(f"{number} equal ratings, up", [4] * number, range(number))
    show(f"{number} equal ratings, down", [4] * number, range(number, 0, -1))
show("two ratings of ten", [1] * 5 + [2] * 5, range(10))
show("without ties", range(10), range(10))
PY
expect <<'SEEN'
3 equal ratings, up: -0.25, SciPy nan
3 equal ratings, down: -0.25, SciPy nan
10 equal ratings, up: -0.73, SciPy nan
10 equal ratings, down: -0.73, SciPy nan
100 equal ratings, up: -0.97, SciPy nan
100 equal ratings, down: -0.97, SciPy nan
two ratings of ten: 0.64, SciPy 0.87
without ties: 1.00, SciPy 1.00
SEEN
