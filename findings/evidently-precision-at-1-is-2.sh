#!/bin/sh
# Evidently: the precision at 1 of a search that gives its two best documents the same score is 2, and so is its nDCG at 1; if it gives it to three, both are 0.
#
# Version: evidently 0.7.23, pandas 2.3.3, Python 3.11.
# Seen: scores become ranks within each query; documents with one score share the mean of their ranks, cut to a whole number, so two of them stand at rank 1,
#   or three at rank 2 and none at rank 1. Sums up to rank k then count more documents than k, or fewer.
# Expected: numbers from 0 to 1: a precision at 1 of 1, and an nDCG of 1, if all documents at the top are good ones.
# Why it matters: scores of judges and of keyword searches are often equal, and a mean over queries hides that some of them count double.
. "$(dirname "$0")/lib/setup.sh"
pypi evidently==0.7.23 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0 plotly==5.24.1
python_code <<'PY'
import warnings
import pandas
from evidently.legacy.metrics import MAPKMetric, NDCGKMetric, PrecisionTopKMetric
from evidently.legacy.pipeline.column_mapping import ColumnMapping
from evidently.legacy.report import Report

warnings.filterwarnings("ignore")
mapping = ColumnMapping(user_id="query", item_id="document", prediction="score", target="good", recommendations_type="score")


def show(scores, good):
    rows = pandas.DataFrame({"query": "why", "document": range(4), "score": scores, "good": good})
    for k in (1, 2):
        report = Report(metrics=[PrecisionTopKMetric(k=k), NDCGKMetric(k=k), MAPKMetric(k=k)])
        report.run(reference_data=None, current_data=rows, column_mapping=mapping)
        values = [metric["result"]["current_value"] for metric in report.as_dict()["metrics"]]
        print(f"scores {scores}, good {good}, at {k}: precision {values[0]:.2f}, nDCG {values[1]:.2f}, MAP {values[2]:.2f}")


show([0.9, 0.8, 0.5, 0.1], [1, 1, 0, 0])
show([0.9, 0.9, 0.5, 0.1], [1, 1, 0, 0])
show([0.9, 0.9, 0.9, 0.1], [1, 1, 1, 0])
PY
expect <<'SEEN'
scores [0.9, 0.8, 0.5, 0.1], good [1, 1, 0, 0], at 1: precision 1.00, nDCG 1.00, MAP 0.50
scores [0.9, 0.8, 0.5, 0.1], good [1, 1, 0, 0], at 2: precision 1.00, nDCG 1.00, MAP 1.00
scores [0.9, 0.9, 0.5, 0.1], good [1, 1, 0, 0], at 1: precision 2.00, nDCG 2.00, MAP 1.00
scores [0.9, 0.9, 0.5, 0.1], good [1, 1, 0, 0], at 2: precision 1.00, nDCG 1.23, MAP 1.50
scores [0.9, 0.9, 0.9, 0.1], good [1, 1, 1, 0], at 1: precision 0.00, nDCG 0.00, MAP 0.00
scores [0.9, 0.9, 0.9, 0.1], good [1, 1, 1, 0], at 2: precision 1.50, nDCG 1.16, MAP 0.50
SEEN
