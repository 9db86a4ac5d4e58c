#!/bin/sh
# bootstrapped: the interval of 19 wins of 20 is 0.9 to 1.05, and that of 1 of 4 begins at -0.25.
#
# Version: bootstrapped 0.0.2, numpy 2.4.6, scipy 1.17.1, Python 3.11.
# Seen: the package calls itself an implementation of the percentile bootstrap, but bootstrap and bootstrap_ab mirror the percentiles at the estimate unless
#   is_pivotal=False is given. The side on which the share can still move gets the short arm: for 19 wins of 20 the percentiles are 0.85 and 1.
# Expected: percentiles, which stay between 0 and 1; or a second method that must be asked for.
# Why it matters: win rates near 1, the usual result of a trained model against its base, get an interval that excludes values which are quite possible.
. "$(dirname "$0")/lib/setup.sh"
pypi bootstrapped==0.0.2 numpy==2.4.6 pandas==3.1.1 matplotlib==3.11.2 scipy==1.17.1
python_code <<'PY'
import numpy
from bootstrapped import bootstrap, stats_functions

for wins, games in ((19, 20), (1, 4), (99, 100)):
    seen = []
    for pivotal in ({}, {"is_pivotal": False}):
        numpy.random.seed(0)
        interval = bootstrap.bootstrap(numpy.array([1] * wins + [0] * (games - wins)), stat_func=stats_functions.mean, **pivotal)
        seen.append(f"{interval.lower_bound:.2f} to {interval.upper_bound:.2f}")
    print(f"{wins} of {games}: {seen[0]}, with is_pivotal=False {seen[1]}")
PY
expect <<'SEEN'
19 of 20: 0.90 to 1.05, with is_pivotal=False 0.85 to 1.00
1 of 4: -0.25 to 0.50, with is_pivotal=False 0.00 to 0.75
99 of 100: 0.98 to 1.01, with is_pivotal=False 0.97 to 1.00
SEEN
