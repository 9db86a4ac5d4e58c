#!/bin/sh
# statsmodels: one missing p-value makes multipletests(method="fdr_bh") give NaN for all, while the decisions beside them stay True.
#
# Version: statsmodels 0.15.0, numpy 2.4.6, Python 3.11.
# Seen: 0.01, 0.02, NaN and 0.03 give four times NaN and the decisions True, True, False, True; Holm's method counts the missing test as a
#   fourth one, so 0.02 becomes 0.06 instead of 0.04, and two of the three decisions are lost.
# Expected: the values of the three tests there are, or an exception; SciPy's false_discovery_control raises one.
# Why it matters: a test without a result (a method that won every time, a judge that never differed) is common among many; two parts of
#   the same answer then contradict each other.
. "$(dirname "$0")/lib/setup.sh"
pypi statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1
python_code <<'PY'
import numpy
from statsmodels.stats.multitest import multipletests
for method in "fdr_bh", "holm":
    for values in [0.01, 0.02, 0.03], [0.01, 0.02, numpy.nan, 0.03]:
        decisions, corrected = multipletests(values, method=method)[:2]
        print(method, values, decisions.tolist(), [round(float(value), 4) for value in corrected])
PY
expect <<'SEEN'
fdr_bh [0.01, 0.02, 0.03] [True, True, True] [0.03, 0.03, 0.03]
fdr_bh [0.01, 0.02, nan, 0.03] [True, True, False, True] [nan, nan, nan, nan]
holm [0.01, 0.02, 0.03] [True, True, True] [0.03, 0.04, 0.04]
holm [0.01, 0.02, nan, 0.03] [True, False, False, False] [0.04, 0.06, nan, 0.06]
SEEN
