#!/bin/sh
# diversity: answers that have no word in common have a homogenization score of 1, as if all were equal; with one word in common it is 0.05.
#
# Version: diversity 0.3.1, rouge-score 0.1.2, Python 3.11.
# Seen: homogenization_score, the mean similarity of all pairs of answers, is set to 1 where it is 0, for "the case where all strings are the exact same"; equal
#   answers have 1 without that. The measures beside it call the same answers as diverse as can be: a self-repetition of 0 and an n-gram diversity of 4.
# Expected: 0.
# Why it matters: the most diverse model of a comparison is reported as one that always says the same.
. "$(dirname "$0")/lib/setup.sh"
pypi rouge-score==0.1.2 nltk==3.10.4 evaluate==0.4.6
pypi_alone diversity==0.3.1
python_code <<'PY'
from alone import alone
alone("diversity")
from diversity.homogenization import homogenization_score
from diversity.ngram_diversity import ngram_diversity_score
from diversity.self_repetition import self_repetition_score

corpora = {
    "equal": ["Paris is the capital of France"] * 3,
    "no word in common": ["Paris is the capital of France", "we can add two numbers", "bread needs flour, water and salt"],
    "one word in common": ["Paris is the capital of France", "we can add two numbers", "bread needs the flour, water and salt"],
}
for name, answers in corpora.items():
    print(f"{name}: homogenization {homogenization_score(answers, verbose=False):.3f}, "
          f"self-repetition {self_repetition_score(answers, verbose=False):.2f}, n-gram diversity {ngram_diversity_score(answers):.2f}")
PY
expect <<'SEEN'
equal: homogenization 1.000, self-repetition 1.95, n-gram diversity 1.46
no word in common: homogenization 1.000, self-repetition 0.00, n-gram diversity 4.00
one word in common: homogenization 0.051, self-repetition 0.00, n-gram diversity 3.94
SEEN
