#!/bin/sh
# statsmodels: a missing rating is counted as a category of its own, on which judges may agree: Fleiss' kappa is -0.17 in place of 0.33.
#
# Version: statsmodels 0.15.0, numpy 2.4.6, scipy 1.17.1, Python 3.11.
# Seen: six answers, each rated by two of three judges, 1 or 2, the third rating NaN. aggregate_raters returns three columns, the last one for NaN, and
#   fleiss_kappa gives -0.167. With the column for NaN left out it is 0.333. No warning, no exception.
# Expected: missing ratings left out, or an exception.
# Why it matters: designs in which every answer is rated by some judges only are common; the kappa then measures who was absent, too.
. "$(dirname "$0")/lib/setup.sh"
pypi statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1
python_code <<'PY'
import numpy
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa
absent = numpy.nan
ratings = numpy.array([[1, 1, absent], [2, absent, 2], [absent, 1, 1], [2, 2, absent], [1, 2, absent], [absent, 2, 1]])
table, categories = aggregate_raters(ratings)
print("categories:", categories.tolist(), "first answer:", table[0].tolist())
print("kappa:", round(float(fleiss_kappa(table)), 3))
print("without the column for NaN:", round(float(fleiss_kappa(table[:, :2])), 3))
PY
expect <<'SEEN'
categories: [1.0, 2.0, nan] first answer: [2, 0, 1]
kappa: -0.167
without the column for NaN: 0.333
SEEN
