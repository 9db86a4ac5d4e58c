#!/bin/sh
# DeepSig: the paired bootstrap test of a model that is better by one point on each of ten tasks has a p-value of 0.50; the permutation test beside it 0.003.
#
# Version: deepsig 1.2.8, NumPy 2.4.6, Python 3.11.
# Seen: bootstrap_test, "Implementation of paired bootstrap test", draws the scores of the two models independently, so that one model's score on an easy
#   task is compared with the other's on a hard one, and the differences between the tasks hide the one between the models.
# Expected: pairs are drawn: a difference of 1 in all ten pairs is 1 in every sample of pairs, and the p-value is 0.
# Why it matters: the scores of two models on the same tasks are paired so that the tasks' difficulty does not count.
. "$(dirname "$0")/lib/setup.sh"
pypi deepsig==1.2.8 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
python_code <<'PY'
import numpy
from deepsig import bootstrap_test, permutation_test

second = numpy.arange(10.0, 101.0, 10.0)
pairs = numpy.random.RandomState(0).randint(10, size=(1000, 10))
for better in (1.0, 3.0, 10.0):
    first = second + better
    kept = numpy.mean((first - second)[pairs].mean(axis=1) >= 2 * better)
    print(f"better by {better:g}: bootstrap_test {bootstrap_test(first, second, seed=1):.3f}, permutation_test {permutation_test(first, second, seed=1):.3f}, bootstrap of pairs {kept:.3f}")
PY
expect <<'SEEN'
better by 1: bootstrap_test 0.499, permutation_test 0.003, bootstrap of pairs 0.000
better by 3: bootstrap_test 0.427, permutation_test 0.003, bootstrap of pairs 0.000
better by 10: bootstrap_test 0.234, permutation_test 0.003, bootstrap of pairs 0.000
SEEN
