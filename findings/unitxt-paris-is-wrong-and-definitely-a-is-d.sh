#!/bin/sh
# unitxt: exact_match_mm gives 0 to "Paris" where Paris is right, and 1 to "Definitely A" where D is right, because only the first letter is compared.
#
# Version: unitxt 1.26.10, Python 3.11.
# Seen: the right answer is compared with the first character of the prediction, the one after a bracket, and those after "option " and "the answer is ", so a
#   right answer of more than one character never matches, and a word that begins with the right letter does. "The answer is (b)" is wrong where b is right.
# Expected: equal texts match; the metric is described as an exact match for answers "like single characters, options" and "the answer is X".
# Why it matters: words such as "Definitely", "Because" and "Both" are what answers begin with, and they are options to this metric.
. "$(dirname "$0")/lib/setup.sh"
pypi unitxt==1.26.10 datasets==5.2.0 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
python_code <<'PY'
from unitxt.metrics import ExactMatchMM

metric = ExactMatchMM()
for right, answer in (("Paris", "Paris"), ("12", "12"), ("B", "B"), ("D", "Definitely A"), ("B", "Because it is hot, C"), ("B", "Both are wrong"), ("B", "The answer is (B)")):
    print(f"{right} is right, {answer}: {metric.compute([right], answer, {})['exact_match_mm']:g}")
PY
expect <<'SEEN'
Paris is right, Paris: 0
12 is right, 12: 0
B is right, B: 1
D is right, Definitely A: 1
B is right, Because it is hot, C: 1
B is right, Both are wrong: 1
B is right, The answer is (B): 0
SEEN
