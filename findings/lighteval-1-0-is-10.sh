#!/bin/sh
# lighteval: for its quasi-exact match 1.0 is 10, and is not 1.
#
# Version: lighteval 0.13.0, Python 3.11.
# Seen: helm_normalizer takes the punctuation away before it reads a text as a number: "1.0" is read as 10, "0.5" as 5, "-5" as 5 and "1/2" as 12. The answer
#   10 is right where 1.0 is, 5 where -5 is, and 1 is wrong where 1.0 is.
# Expected: 1.0 and 1 are equal; the function says that it is there to make numbers that are written in different ways equal, with these two as its example.
# Why it matters: answers with a decimal point are judged by their digits, in DROP and in every task with this metric.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
from lighteval.metrics.metrics_sample import ExactMatches
from lighteval.metrics.normalizations import helm_normalizer
from lighteval.models.model_output import ModelResponse
from lighteval.tasks.requests import Doc

match = ExactMatches(normalize_gold=helm_normalizer, normalize_pred=helm_normalizer)
for gold, answer in (("1.0", "1"), ("1.0", "10"), ("0.5", "5"), ("-5", "5"), ("1/2", "12"), ("7", "7")):
    score = match.compute(Doc(query="", choices=[gold], gold_index=0), ModelResponse(text=[answer]))
    print(f"{answer} for {gold}: {score}")
PY
expect <<'SEEN'
1 for 1.0: 0
10 for 1.0: 1
5 for 0.5: 1
5 for -5: 1
12 for 1/2: 1
7 for 7: 1
SEEN
