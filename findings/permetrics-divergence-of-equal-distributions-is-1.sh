#!/bin/sh
# PerMetrics: the Jensen-Shannon divergence of a distribution from itself is 1, the greatest there is, if it has a share of 0; the Kullback-Leibler one is -1.
#
# Version: permetrics 2.1.0, NumPy 2.4.6, Python 3.11.
# Seen: 0 log 0 is computed as NaN, and force_finite, the default, puts a fixed number in its place: 1, and -1 for the Kullback-Leibler divergence and the cross
#   entropy, which are never negative. Without it they are NaN.
# Expected: the limit of x log x, 0: divergences of 0 for equal distributions, and the bits computed here by hand for the others.
# Why it matters: verdicts that never occur are common; a judge that agrees with people in every share is as far from them as can be.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6
pypi_alone permetrics==2.1.0
python_code <<'PY'
from math import inf, log2
from alone import alone
alone("permetrics")
from permetrics.regression import RegressionMetric


def divergence(p, q):
    return sum(inf if b == 0 else a * log2(a / b) for a, b in zip(p, q) if a > 0)


for p, q in (((0.5, 0.3, 0.2), (0.5, 0.3, 0.2)), ((0.5, 0.5, 0), (0.5, 0.5, 0)), ((0.5, 0.5, 0), (0.4, 0.6, 0)), ((0.5, 0.5, 0), (0.4, 0.3, 0.3)), ((1, 0), (0, 1))):
    metric = RegressionMetric(list(p), list(q))
    middle = [(a + b) / 2 for a, b in zip(p, q)]
    right = (divergence(p, middle) + divergence(q, middle)) / 2
    print(
        f"{p} and {q}: Jensen-Shannon {metric.jensen_shannon_divergence():.4f}, by hand {right:.4f};",
        f"Kullback-Leibler {metric.kullback_leibler_divergence():.4f}, by hand {divergence(p, q):.4f}",
    )
PY
expect <<'SEEN'
(0.5, 0.3, 0.2) and (0.5, 0.3, 0.2): Jensen-Shannon 0.0000, by hand 0.0000; Kullback-Leibler 0.0000, by hand 0.0000
(0.5, 0.5, 0) and (0.5, 0.5, 0): Jensen-Shannon 1.0000, by hand 0.0000; Kullback-Leibler -1.0000, by hand 0.0000
(0.5, 0.5, 0) and (0.4, 0.6, 0): Jensen-Shannon 1.0000, by hand 0.0073; Kullback-Leibler -1.0000, by hand 0.0294
(0.5, 0.5, 0) and (0.4, 0.3, 0.3): Jensen-Shannon 1.0000, by hand 0.1722; Kullback-Leibler -1.0000, by hand 0.5294
(1, 0) and (0, 1): Jensen-Shannon 1.0000, by hand 1.0000; Kullback-Leibler -1.0000, by hand inf
SEEN
