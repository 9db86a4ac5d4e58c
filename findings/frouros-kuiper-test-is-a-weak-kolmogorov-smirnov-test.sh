#!/bin/sh
# frouros: Kuiper's test of rewards whose spread has doubled has p = 0.19 where it is below 0.00001: its statistic is that of Kolmogorov and Smirnov.
#
# Version: frouros 0.9.0, SciPy 1.14.1, Python 3.11.
# Seen: the greatest distance of the two distributions is put into Kuiper's formula, which is for the sum of the greatest distances above and below. The two are
#   alike only if one sample lies above the other; the p-value of the Kolmogorov-Smirnov test, for the same distance, is smaller in each line.
# Expected: V = D+ + D-, which is twice the statistic for two samples that differ in their spread only, and its p-value by the same formula.
# Why it matters: the test is chosen to see that rewards spread or gather at both ends, which a collapse of a model looks like; that it misses.
. "$(dirname "$0")/lib/setup.sh"
pypi frouros==0.9.0
python_code <<'PY'
import numpy
from frouros.detectors.data_drift import KuiperTest
from scipy.stats import ks_2samp, norm


def two_sided(first, second):
    """Kuiper's V: the greatest distances of the distribution functions above and below, added."""
    places = numpy.sort(numpy.concatenate([first, second]))
    difference = [numpy.searchsorted(numpy.sort(sample), places, side="right") / len(sample) for sample in (first, second)]
    return (difference[0] - difference[1]).max() + (difference[1] - difference[0]).max()


before = norm.ppf((numpy.arange(150) + 0.5) / 150)  # a normal sample of 150 rewards
for name, after in (("spread doubled", 2 * before), ("spread halved", before / 2), ("shifted by 0.3", before + 0.3)):
    detector = KuiperTest()
    detector.fit(X=before)
    seen = detector.compare(X=after)[0]
    kuiper, smirnov = two_sided(before, after), ks_2samp(before, after)
    right = KuiperTest._false_positive_probability(D=kuiper, N=75.0)
    print(f"{name}: statistic {seen.statistic:.3f}, p {seen.p_value:.5f}; Kolmogorov-Smirnov {smirnov.statistic:.3f}, p {smirnov.pvalue:.5f}; V {kuiper:.3f}, p {right:.5f}")
PY
expect <<'SEEN'
spread doubled: statistic 0.167, p 0.19064; Kolmogorov-Smirnov 0.167, p 0.03084; V 0.333, p 0.00000
spread halved: statistic 0.167, p 0.19064; Kolmogorov-Smirnov 0.167, p 0.03084; V 0.333, p 0.00000
shifted by 0.3: statistic 0.120, p 0.71957; Kolmogorov-Smirnov 0.120, p 0.23078; V 0.120, p 0.71957
SEEN
