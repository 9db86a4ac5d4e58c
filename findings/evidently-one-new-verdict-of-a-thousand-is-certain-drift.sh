#!/bin/sh
# Evidently: a verdict that occurs once among a thousand new answers, and never before, makes the p-value of the chi-squared test 0; the right one is 0.61.
#
# Version: evidently 0.7.23, SciPy 1.17.1, pandas 2.3.3, Python 3.11.
# Seen: the test takes the shares of the reference for the true ones: a verdict that the reference does not have is expected zero times, and 12 of 20 against
#   1,000 of 2,000 has a p-value of 7e-20. If the new verdict is the reference's, or the reference is much larger, it is nearly right.
# Expected: a test of two samples, as SciPy's chi2_contingency.
# Why it matters: it is the default for verdicts of three and more kinds where the reference has at most 1,000 rows: the first strange verdict is a drift.
. "$(dirname "$0")/lib/setup.sh"
pypi evidently==0.7.23 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0 plotly==5.24.1
python_code <<'PY'
import warnings
import pandas
from evidently.legacy.calculations.stattests import chi_stat_test, get_stattest
from evidently.legacy.core import ColumnType
from scipy.stats import chi2_contingency

warnings.filterwarnings("ignore")


def verdicts(counts):
    return pandas.Series([verdict for verdict, count in counts.items() for _ in range(count)])


for first, second in (({"good": 500, "bad": 500}, {"good": 500, "bad": 499, "unsure": 1}), ({"good": 500, "bad": 499, "unsure": 1}, {"good": 500, "bad": 500}),
                      ({"good": 12, "bad": 8}, {"good": 1000, "bad": 1000}), ({"good": 1000, "bad": 1000}, {"good": 12, "bad": 8})):
    reference, current = verdicts(first), verdicts(second)
    test = get_stattest(reference, current, ColumnType.Categorical, "chisquare")
    result = test(reference, current, ColumnType.Categorical, 0.05)
    table = [[counts.get(verdict, 0) for verdict in {**first, **second}] for counts in (first, second)]
    print(f"{first} and {second}: p {result.drift_score:.2g}, drift {result.drifted}, SciPy {chi2_contingency(table, correction=False).pvalue:.2g}")
PY
expect <<'SEEN'
{'good': 500, 'bad': 500} and {'good': 500, 'bad': 499, 'unsure': 1}: p 0, drift True, SciPy 0.61
{'good': 500, 'bad': 499, 'unsure': 1} and {'good': 500, 'bad': 500}: p 0.61, drift False, SciPy 0.61
{'good': 12, 'bad': 8} and {'good': 1000, 'bad': 1000}: p 6.9e-20, drift True, SciPy 0.37
{'good': 1000, 'bad': 1000} and {'good': 12, 'bad': 8}: p 0.37, drift False, SciPy 0.37
SEEN
