#!/bin/sh
# OpenAI Evals: compute_matthew_corr changes the matrix that it is given: the same call gives 0.63, 0.57, 0.52 and 0.48, and the precision after it falls with it.
#
# Version: evals 3.0.1.post1, NumPy 2.4.6, Python 3.11.
# Seen: the answers that name no class, in the third column, are added to the first column of the caller's matrix, once in each call. So each call counts them once
#   more, and compute_precision, compute_recall and compute_f_score, which are taken of the same matrix, count them as answers for the first class.
# Expected: the same number from the same call, and a matrix that stays as it is.
# Why it matters: the report of one evaluation depends on the order in which its numbers are computed.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6
pypi_alone evals==3.0.1.post1
python_code <<'PY'
import sys
import types
from alone import alone
alone("evals")
record = types.ModuleType("evals.record")  # named by type hints only
record.Event = object
sys.modules["evals.record"] = record
from types import SimpleNamespace
from evals import metrics

picks = [("no", "no", 30), ("no", "yes", 4), ("no", "other", 6), ("yes", "no", 5), ("yes", "yes", 25), ("yes", "other", 5)]
events = [SimpleNamespace(data={"expected": expected, "picked": picked}) for expected, picked, count in picks for _ in range(count)]
matrix = metrics.get_confusion_matrix(events)
for call in range(4):
    numbers = [metrics.compute_precision(matrix), metrics.compute_recall(matrix), metrics.compute_averaged_f_score(matrix)]
    print(f"matrix {matrix.tolist()}: precision {numbers[0]:.2f}, recall {numbers[1]:.2f}, averaged F1 {numbers[2]:.2f}, then correlation {metrics.compute_matthew_corr(matrix):.2f}")
PY
expect <<'SEEN'
matrix [[30, 4, 6], [5, 25, 5]]: precision 0.86, recall 0.75, averaged F1 0.79, then correlation 0.63
matrix [[36, 4, 6], [10, 25, 5]]: precision 0.78, recall 0.78, averaged F1 0.75, then correlation 0.57
matrix [[42, 4, 6], [15, 25, 5]]: precision 0.74, recall 0.81, averaged F1 0.72, then correlation 0.52
matrix [[48, 4, 6], [20, 25, 5]]: precision 0.71, recall 0.83, averaged F1 0.70, then correlation 0.48
SEEN
