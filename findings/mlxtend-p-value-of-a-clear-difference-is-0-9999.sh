#!/bin/sh
# mlxtend: the p-value of 90 against 70 right answers of 100 is 0.9999 if the better model stands first, and 0.0001 if it stands last.
#
# Version: mlxtend 0.25.0, statsmodels 0.15.0, Python 3.11.
# Seen: proportion_difference returns the cumulative probability of z as "the p-value": 0.9999, 0.0001, and 0.5 for two equal shares.
# Expected: a p-value that is small for a clear difference: 0.0004 by statsmodels, in either order; the documentation says nothing of one side.
# Why it matters: with 0.05 as the limit the better model is never better if it is named first, and half of all equal pairs have a value below one half.
. "$(dirname "$0")/lib/setup.sh"
pypi mlxtend==0.25.0 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 scipy==1.17.1 matplotlib==3.11.2 joblib==1.5.3 statsmodels==0.15.0
python_code <<'PY'
from mlxtend.evaluate import proportion_difference
from statsmodels.stats.proportion import proportions_ztest

for first, second in ((90, 70), (70, 90), (80, 80)):
    z, p = proportion_difference(first / 100, second / 100, 100)
    print(f"{first} and {second}: z {z:.2f}, p {p:.4f}, statsmodels {proportions_ztest([first, second], [100, 100])[1]:.4f}")
PY
expect <<'SEEN'
90 and 70: z 3.65, p 0.9999, statsmodels 0.0004
70 and 90: z -3.65, p 0.0001, statsmodels 0.0004
80 and 80: z 0.00, p 0.5000, statsmodels 1.0000
SEEN
