#!/bin/sh
# sacreBLEU: corpus_bleu with one list of references per answer, the shape that most data sets have, scores the first answer only.
#
# Version: sacrebleu 2.6.0, Python 3.11.
# Seen: two answers, the second one nonsense, with references [[of the first], [of the second]]: 100 and no error. The library wants one
#   list per set of references, each as long as the answers; what is longer is left out in silence.
# Expected: an error that 2 answers and lists of length 1 do not fit.
# Why it matters: a corpus score that is the score of one sentence.
. "$(dirname "$0")/lib/setup.sh"
pypi sacrebleu==2.6.0
python_code <<'PY'
from sacrebleu import corpus_bleu
answers = ["the cat sat on the mat", "nothing of the kind at all"]
first, second = "the cat sat on the mat", "a dog ran in the park"
print("per answer:", round(corpus_bleu(answers, [[first], [second]]).score, 2))
print("per set:", round(corpus_bleu(answers, [[first, second]]).score, 2))
PY
expect <<'SEEN'
per answer: 100.0
per set: 51.96
SEEN
