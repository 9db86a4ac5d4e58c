#!/bin/sh
# pyirr: one answer that one judge did not rate lowers Kendall's W of judges who agree on all others from 1 to 0.71.
#
# Version: pyirr 0.84.1.2, Python 3.11.
# Seen: kendall(correct=True) leaves the answer with the missing rating out of the ranks, and goes on counting it: five answers ranked alike by two judges
#   have W = 1, and with a sixth that only one of them rated, W = 0.71 and "6 subjects". With three such answers it is 0.42. Light's kappa keeps its value,
#   but its p-value changes. Without correct=True, the default, ratings without ties are refused with an UnboundLocalError.
# Expected: W of the five complete answers, 1; kappa2, agree and meanrho of the same package leave the incomplete answer out.
# Why it matters: judges that fail now and then seem to disagree.
. "$(dirname "$0")/lib/setup.sh"
pypi pyirr==0.84.1.2 krippendorff==0.9.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
python_code <<'PY'
import numpy
import pandas
from pyirr import agree, kappam_light, kendall

for missing in (0, 1, 3):
    ratings = pandas.DataFrame({"first": [1, 2, 3, 4, 5] + [6] * missing, "second": [1, 2, 3, 4, 5] + [numpy.nan] * missing})
    w, kappa, percent = kendall(ratings, correct=True), kappam_light(ratings), agree(ratings)
    print(f"{missing} missing: W {w.value:.2f} of {w.subjects}, kappa {kappa.value:.2f}, p {kappa.pvalue:.6f},", end=" ")
    print(f"agreement {percent.value:.0f} % of {percent.subjects}")
try:
    print(kendall(ratings[:5]).value)
except UnboundLocalError as error:
    print(type(error).__name__)
PY
expect <<'SEEN'
0 missing: W 1.00 of 5, kappa 1.00, p 0.000008, agreement 100 % of 5
1 missing: W 0.71 of 6, kappa 1.00, p 0.006170, agreement 100 % of 5
3 missing: W 0.42 of 8, kappa 1.00, p 0.056530, agreement 100 % of 5
UnboundLocalError
SEEN
