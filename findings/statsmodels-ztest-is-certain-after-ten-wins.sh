#!/bin/sh
# statsmodels: proportions_ztest gives p = 0 for 10 wins of 10, and for 2 of 2.
#
# Version: statsmodels 0.15.0, scipy 1.17.1, Python 3.11.
# Seen: the deviation is taken from the sample's share, which is 0 where all are won; the statistic is infinite. 9 of 10 give 0.000025.
#   With prop_var=0.5 the values are 0.0016, 0.157 and 0.011; the exact test gives 0.0020, 0.5 and 0.021.
# Expected: a test of the hypothesis "0.5" takes the deviation that holds under it, as the textbooks do.
# Why it matters: win rates of few prompts: the smaller the sample, the sooner it is "certain"; corrections for many comparisons keep the 0.
. "$(dirname "$0")/lib/setup.sh"
pypi statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1
python_code <<'PY'
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportions_ztest
for wins, of in ((2, 2), (10, 10), (9, 10)):
    print(wins, "of", of, "p = %.6f" % proportions_ztest(wins, of, 0.5)[1], "with prop_var %.4f" % proportions_ztest(wins, of, 0.5, prop_var=0.5)[1],
          "exact %.4f" % binomtest(wins, of).pvalue)
PY
expect <<'SEEN'
2 of 2 p = 0.000000 with prop_var 0.1573 exact 0.5000
10 of 10 p = 0.000000 with prop_var 0.0016 exact 0.0020
9 of 10 p = 0.000025 with prop_var 0.0114 exact 0.0215
SEEN
