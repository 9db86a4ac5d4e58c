#!/bin/sh
# whylogs: if five of a thousand verdicts were "unclear", the chi-squared test of a hundred new ones has p = 0, whether one of them is "unclear" or none.
#
# Version: whylogs 1.6.4, SciPy 1.14.1, Python 3.11.
# Seen: the expected count of each value is cut to a whole number, and where that is 0 the statistic is infinite. So any hundred verdicts are certain drift if the
#   reference has a value with less than one in a hundred, also if all shares are as near as they can be; two hundred of them, with one expected, have p = 1.
# Expected: the p-value of the two samples, 0.78 and 0.81, which scipy gives.
# Why it matters: a rare verdict, such as a refusal, makes every small batch of answers raise the alarm, as loud as can be.
. "$(dirname "$0")/lib/setup.sh"
pypi whylogs==1.6.4 numpy==1.26.4 pandas==2.3.3 scipy==1.14.1
cp "$here/lib/alone.py" "$work/alone.py" # the charts beside the tests need more packages
python_code <<'PY'
import logging
import pandas
import whylogs
from alone import alone
from scipy.stats import chi2_contingency
alone("whylogs.viz", "whylogs.viz.drift")
from whylogs.viz.drift.column_drift_algorithms import ChiSquare
logging.disable(logging.WARNING)


def column(**counts):
    values = [value for value, count in counts.items() for _ in range(count)]
    return whylogs.log(pandas.DataFrame({"verdict": values})).view().get_column("verdict")


before = dict(good=595, bad=400, unclear=5)
for now in (dict(good=60, bad=40, unclear=0), dict(good=59, bad=40, unclear=1), dict(good=119, bad=80, unclear=1), dict(good=70, bad=30, unclear=0)):
    seen = ChiSquare().calculate(column(**now), column(**before), with_thresholds=True)
    right = chi2_contingency([list(now.values()), list(before.values())], correction=False).pvalue
    print(f"{now}: statistic {seen.statistic:.2f}, p {seen.pvalue:.2f}, {seen.drift_category}; of the two samples p {right:.2f}")
PY
expect <<'SEEN'
{'good': 60, 'bad': 40, 'unclear': 0}: statistic inf, p 0.00, DRIFT; of the two samples p 0.78
{'good': 59, 'bad': 40, 'unclear': 1}: statistic inf, p 0.00, DRIFT; of the two samples p 0.81
{'good': 119, 'bad': 80, 'unclear': 1}: statistic 0.00, p 1.00, NO_DRIFT; of the two samples p 1.00
{'good': 70, 'bad': 30, 'unclear': 0}: statistic inf, p 0.00, DRIFT; of the two samples p 0.11
SEEN
