#!/bin/sh
# mlxtend: McNemar's test of two models that are right and wrong on the same questions has a p-value of 0.
#
# Version: mlxtend 0.25.0, Python 3.11.
# Seen: mcnemar of a table without a difference gives chi-squared infinite and p = 0 with its defaults, and NaN without the correction; with exact=True p is
#   1. One question that only one of them answers rightly gives p = 1.
# Expected: 1: there is no evidence of a difference.
# Why it matters: a check that a change of the code changed no answer, or a comparison of a model with itself, comes out as the surest difference of all.
. "$(dirname "$0")/lib/setup.sh"
pypi mlxtend==0.25.0 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 scipy==1.17.1 matplotlib==3.11.2 joblib==1.5.3
python_code <<'PY'
import numpy
from mlxtend.evaluate import mcnemar, mcnemar_table

truth = numpy.array([1] * 20)
model = numpy.array([1] * 15 + [0] * 5)
other = numpy.array([1] * 16 + [0] * 4)
for name, second in (("itself", model), ("one more right", other)):
    table = mcnemar_table(y_target=truth, y_model1=model, y_model2=second)
    for settings in ({}, {"corrected": False}, {"exact": True}):
        chi, p = mcnemar(table, **settings)
        print(f"{name}, {settings}: chi-squared {'none' if chi is None else f'{chi:.2f}'}, p {p:.2f}")
PY
expect <<'SEEN'
itself, {}: chi-squared inf, p 0.00
itself, {'corrected': False}: chi-squared nan, p nan
itself, {'exact': True}: chi-squared none, p 1.00
one more right, {}: chi-squared 0.00, p 1.00
one more right, {'corrected': False}: chi-squared 1.00, p 0.32
one more right, {'exact': True}: chi-squared none, p 1.00
SEEN
