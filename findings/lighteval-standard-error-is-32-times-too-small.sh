#!/bin/sh
# lighteval: the standard error of an F1, a BLEU or any other metric that is no mean is 32 times too small: 0.0016 in place of 0.050.
#
# Version: lighteval 0.13.0, Python 3.11.
# Seen: the metric is computed for 1,000 samples drawn with replacement, and their deviation is then divided by the root of 1,000. For 50 ones among 100 the
#   mean has an error of 0.050, by its formula; the same mean under another name, so that it is drawn, has 0.0016. With 4,000 draws it is 0.0008.
# Expected: the deviation of the draws itself, 0.05; SciPy's bootstrap gives 0.050. More draws make an error surer, not smaller.
# Why it matters: a difference of one standard error, which says nothing, looks like one of 32, in corpus metrics only.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
import numpy
from lighteval.metrics.utils.stderr import get_stderr_function
from scipy.stats import bootstrap


def share(answers):
    return float(numpy.average(answers))


answers = [0, 1] * 50
print(f"mean: {get_stderr_function(numpy.mean)(answers):.4f}")
for draws in (1000, 4000):
    print(f"share, {draws} draws: {get_stderr_function(share, draws)(answers):.4f}")
print(f"SciPy: {bootstrap((answers,), numpy.mean, n_resamples=1000, rng=1).standard_error:.3f}")
PY
expect <<'SEEN'
mean: 0.0503
share, 1000 draws: 0.0016
share, 4000 draws: 0.0008
SciPy: 0.050
SEEN
