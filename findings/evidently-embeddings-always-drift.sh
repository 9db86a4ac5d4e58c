#!/bin/sh
# Evidently: mmd(bootstrap=True) finds a drift in each of 20 pairs of samples of the same distribution; distance(bootstrap=True) beside it finds one in none.
#
# Version: evidently 0.7.23, pandas 2.3.3, scikit-learn 1.9.1, NumPy 2.4.6, Python 3.11.
# Seen: a drift is a discrepancy above a percentile of what samples of the reference alone have: the 95th for distance and the fifth for mmd, whose
#   quantile_probability is 0.05 by default. With quantile_probability=0.95 it finds none.
# Expected: a drift in about one of 20 samples without one, as "statistical hypothesis testing" at that level gives.
# Why it matters: the test says that the embeddings of a model's answers have changed, whatever they are.
. "$(dirname "$0")/lib/setup.sh"
pypi evidently==0.7.23 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0 plotly==5.24.1
python_code <<'PY'
import warnings
import numpy
import pandas
from evidently.legacy.metrics.data_drift.embedding_drift_methods import distance, mmd

warnings.filterwarnings("ignore")
for shift in (0, 2):
    for name, method in {"mmd": mmd(bootstrap=True), "mmd, 0.95": mmd(bootstrap=True, quantile_probability=0.95), "distance": distance(bootstrap=True)}.items():
        random = numpy.random.RandomState(0)
        drifts = 0
        for _ in range(20):
            reference, current = (pandas.DataFrame(random.normal(mean, 1, (60, 2))) for mean in (0, shift))
            drifts += method(current, reference)[1]
        print(f"shift {shift}, {name}: {drifts} drifts of 20")
PY
expect <<'SEEN'
shift 0, mmd: 20 drifts of 20
shift 0, mmd, 0.95: 0 drifts of 20
shift 0, distance: 0 drifts of 20
shift 2, mmd: 20 drifts of 20
shift 2, mmd, 0.95: 20 drifts of 20
shift 2, distance: 20 drifts of 20
SEEN
