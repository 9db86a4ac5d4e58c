#!/bin/sh
# autorank: of two models with the same normal scores the first is "significantly larger" than the other, and the report rejects that they are equal, with p = nan.
#
# Version: autorank 1.3.0, Python 3.11.
# Seen: the t-test of equal columns has a p-value of NaN, which is not above alpha, so create_report takes it for significant. Wilcoxon's test, which is
#   used for scores that are not normal, has p = 1, and the report finds no difference.
# Expected: no difference; at least no claim of one.
# Why it matters: the sentences are made to be pasted into a paper; a judge that cannot tell two models apart is reported as having done so.
. "$(dirname "$0")/lib/setup.sh"
pypi autorank==1.3.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 matplotlib==3.11.2 statsmodels==0.15.0
python_code <<'PY'
import contextlib
import io
import re

import pandas
from autorank import autorank, create_report

normal = [0.71, 0.65, 0.8, 0.74, 0.69, 0.77, 0.72, 0.68, 0.75, 0.7]
skewed = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.9]


def show(name, scores):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        result = autorank(pandas.DataFrame({"a": scores, "b": scores}))
        create_report(result)
    print(f"{name}: {result.omnibus}, p {result.pvalue}")
    print("  " + re.findall(r"we assume that (.*?)(?: with|\.)", text.getvalue())[-1])


show("normal", normal)
show("skewed", skewed)
PY
expect <<'SEEN'
normal: ttest, p nan
  the mean value of a is significantly larger than the mean value of b
skewed: wilcoxon, p 1.0
  there is no statistically significant difference between the medians of the populations
SEEN
