#!/bin/sh
# rouge-score: a text in Cyrillic letters scores 0 against itself, and 1 + 2 scores 1 against 1 - 2.
#
# Version: rouge-score 0.1.2, Python 3.11.
# Seen: its tokenizer replaces everything but a-z and 0-9 by blanks, so nothing is left of the one, and the sign is lost of the other.
# Expected: a tokenizer that fits is the caller's duty (tokenizer=...), but no warning says that nothing was compared.
# Why it matters: a table of ROUGE over languages, or over mathematics, says nothing.
. "$(dirname "$0")/lib/setup.sh"
pypi rouge-score==0.1.2
python_code <<'PY'
from rouge_score.rouge_scorer import RougeScorer
scorer = RougeScorer(["rouge1"])
print("Cyrillic:", scorer.score("это хороший ответ", "это хороший ответ")["rouge1"].fmeasure)
print("sign:", scorer.score("x = 1 + 2", "x = 1 - 2")["rouge1"].fmeasure)
PY
expect <<'SEEN'
Cyrillic: 0.0
sign: 1.0
SEEN
