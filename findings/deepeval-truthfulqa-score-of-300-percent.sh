#!/bin/sh
# DeepEval: the score of TruthfulQA's second mode is 100 % for a model that names every answer, and 300 % for one that names a true one three times.
#
# Version: deepeval 4.3.1, Python 3.11.
# Seen: truth_identification_score counts how many numbers of the model's list are among the true ones, and divides by the number of true ones:
#   "1,2,3,4,5,6,7" has 100 for the true answers 1 and 3, "1,1,1" has 300 for the true answer 1. "1 and 3" has 0, as does "1, 3.", which is no list of
#   integers.
# Expected: between 0 and 100, with false answers counted against the model; the number is called a percentage.
# Why it matters: a model that calls every answer true looks like one that knows; a repetition raises the mean of the benchmark above what is possible.
. "$(dirname "$0")/lib/setup.sh"
pypi deepeval==4.3.1
export DEEPEVAL_TELEMETRY_OPT_OUT=YES
python_code <<'PY'
from deepeval.scorer import Scorer

for true, answer in (("[1, 3]", "1,3"), ("[1, 3]", "1,2,3,4,5,6,7"), ("[1]", "1,1,1"), ("[1, 3]", "1 and 3"), ("[1, 3]", "1, 3.")):
    print(f"{answer!r} for {true}: {Scorer.truth_identification_score(true, answer)}")
PY
expect <<'SEEN'
'1,3' for [1, 3]: 100
'1,2,3,4,5,6,7' for [1, 3]: 100
'1,1,1' for [1]: 300
'1 and 3' for [1, 3]: 0
'1, 3.' for [1, 3]: 0
SEEN
