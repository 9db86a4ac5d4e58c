#!/bin/sh
# DeepSig: aso(num_comparisons=100), a Bonferroni correction, asks for a confidence of 0.9505, where one comparison has 0.95, two 0.975 and a hundred 0.9995.
#
# Version: deepsig 1.2.8, NumPy 2.4.6, SciPy 1.17.1, Python 3.11.
# Seen: the confidence level is raised by 0.05 / n, not to 1 - 0.05 / n. For two comparisons the two are equal; with each further one the bound that the test
#   gives comes nearer to the uncorrected one. multi_aso, which compares all pairs of models, corrects in the same way.
# Expected: a bound that rises with the number of comparisons, as by confidence_level=1 - 0.05 / n.
# Why it matters: of many models that are compared some look better by chance, and the more there are the less is done against it.
. "$(dirname "$0")/lib/setup.sh"
pypi deepsig==1.2.8 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
python_code <<'PY'
import numpy
from deepsig import aso

random = numpy.random.RandomState(3)
first, second = random.normal(0.53, 0.1, 30), random.normal(0.5, 0.1, 30)


def bound(**level):
    return aso(first, second, seed=1, num_bootstrap_iterations=200, show_progress=False, **level)


for comparisons in (1, 2, 5, 20, 100):
    print(f"{comparisons} comparisons: {bound(num_comparisons=comparisons):.2f}, with a confidence of {1 - 0.05 / comparisons:g} {bound(confidence_level=1 - 0.05 / comparisons):.2f}")
PY
expect <<'SEEN'
1 comparisons: 0.22, with a confidence of 0.95 0.22
2 comparisons: 0.26, with a confidence of 0.975 0.26
5 comparisons: 0.24, with a confidence of 0.99 0.31
20 comparisons: 0.22, with a confidence of 0.9975 0.37
100 comparisons: 0.22, with a confidence of 0.9995 0.43
SEEN
