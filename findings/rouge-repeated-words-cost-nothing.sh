#!/bin/sh
# rouge: an answer that repeats one right word scores as if it stood there once: "yes yes yes yes" against "yes" has a ROUGE-1 of 1.
#
# Version: rouge 1.0.1, Python 3.11; rouge-score 0.1.2 gives 0.4 for the same texts.
# Seen: words are compared as sets, so precision is 1 however often the word is repeated; ROUGE-L is 1 as well. "cat the" against
#   "the cat" is 1 for ROUGE-1, as it should be.
# Expected: ROUGE counts a match at most as often as the reference has it, and divides by all the words of the answer.
# Why it matters: repetition is what a model falls into when a reward does not see it, and this one does not.
. "$(dirname "$0")/lib/setup.sh"
pypi rouge==1.0.1 rouge-score==0.1.2
python_code <<'PY'
from rouge import Rouge
from rouge_score.rouge_scorer import RougeScorer
answer, reference = "yes yes yes yes", "yes"
scores = Rouge().get_scores(answer, reference)[0]
print("rouge:", {name: round(scores[name]["f"], 3) for name in ("rouge-1", "rouge-l")}, "precision", scores["rouge-1"]["p"])
print("rouge-score:", {name: round(score.fmeasure, 3) for name, score in RougeScorer(["rouge1", "rougeL"]).score(reference, answer).items()})
PY
expect <<'SEEN'
rouge: {'rouge-1': 1.0, 'rouge-l': 1.0} precision 1.0
rouge-score: {'rouge1': 0.4, 'rougeL': 0.4}
SEEN
