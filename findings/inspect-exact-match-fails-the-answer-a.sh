#!/bin/sh
# Inspect: exact() finds the answer A wrong where A is right, and 5 right where -5 is; f1() gives 0 to "the" against "the".
#
# Version: inspect-ai 0.3.285, Python 3.11.
# Seen: both scorers take articles and punctuation away before they compare. Of the letters A to D every one is right against itself, except A; "C++"
#   is right for C, and 5 for -5. f1() gives A against A 0.0, and 5 against -5 1.0.
# Expected: a text is right against itself; the documentation says only that the texts are normalised and compared.
# Why it matters: in multiple choice every question whose right letter is A is lost, for every model.
. "$(dirname "$0")/lib/setup.sh"
inspect
python_code <<'PY'
from inspect_ai.scorer import exact, f1
from inspected import scored

pairs = [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("C++", "C"), ("5", "-5"), ("the", "the"), ("yes", "no")]
for sample in scored(pairs, exact(), f1()):
    print(f"answer {sample.input}, target {sample.target}:", *(score.value for score in sample.scores.values()))
PY
expect <<'SEEN'
answer A, target A: I 0.0
answer B, target B: C 1.0
answer C, target C: C 1.0
answer D, target D: C 1.0
answer C++, target C: C 1.0
answer 5, target -5: C 1.0
answer the, target the: I 0.0
answer yes, target no: I 0.0
SEEN
