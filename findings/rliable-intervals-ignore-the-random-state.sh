#!/bin/sh
# rliable: an interval with random_state=RandomState(0) is another one in each call, and the same in each call after numpy.random.seed(0).
#
# Version: rliable 1.2.0, arch 7.2.0, NumPy 2.2.6, Python 3.11.
# Seen: get_interval_estimates passes the state to arch's bootstrap, but its own update_indices draws from NumPy's global generator. Three calls with a state
#   of the same seed give three intervals.
# Expected: the documentation of random_state has "If specified, ensures reproducibility in uncertainty estimates".
# Why it matters: whether an interval of one model overlaps with another's can change from run to run of a script that fixes its seed.
. "$(dirname "$0")/lib/setup.sh"
pypi rliable==1.2.0 arch==7.2.0 pandas==2.3.3 numpy==2.2.6 scipy==1.15.3
python_code <<'PY'
import numpy as np
from rliable import library, metrics

scores = {"model": np.array([[0.1, 0.5, 0.9], [0.2, 0.6, 0.7], [0.3, 0.4, 0.8], [0.2, 0.5, 0.6]])}


def intervals(prepare, state):
    found = []
    for _ in range(3):
        prepare()
        _, interval = library.get_interval_estimates(
            scores, lambda x: np.array([metrics.aggregate_iqm(x)]), reps=50, random_state=state())
        found.append(tuple(float(end) for end in interval["model"].ravel()))
    return f"{len(set(found))} intervals in 3 calls"


np.random.seed(1)
print("random_state=RandomState(0):", intervals(lambda: None, lambda: np.random.RandomState(0)))
print("numpy.random.seed(0) before each call:", intervals(lambda: np.random.seed(0), lambda: None))
PY
expect <<'SEEN'
random_state=RandomState(0): 3 intervals in 3 calls
numpy.random.seed(0) before each call: 1 intervals in 3 calls
SEEN
