#!/bin/sh
# verl: the reward of GSM8K is 0 for "#### 72." with its full stop, and with method="flexible" for every answer with a comma behind it: the comma is the answer.
#
# Version: verl 0.9.1, torch 2.15.0, Python 3.11.
# Seen: a "number" is any run of digits, full stops and commas. With "strict" the full stop stays on the answer, 72., and a dollar sign before it hides it,
#   although it is taken off afterwards. With "flexible", which is meant to be lenient, the last run of the text counts, also a lone comma, and 1,072
#   keeps its comma, which "strict" takes off.
# Expected: the reward of the right number, as for "#### 72"; a punctuation mark is no number.
# Why it matters: the default reward of verl's first example pays for leaving out the full stop, and the lenient one for leaving out commas.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 verl==0.9.1 tensordict==0.10.0
python_code <<'PY'
from verl.utils.reward_score import gsm8k
for method, answers in {
    "strict": {"#### 72": "72", "#### 72.": "72", "#### $72": "72", "#### 1,072": "1072"},
    "flexible": {"The answer is 72": "72", "The answer is 72.": "72", "It is 72, as shown": "72", "72 dollars, in all": "72", "#### 1,072": "1072"},
}.items():
    for text, truth in answers.items():
        print(f"{method}, {text}: {gsm8k.extract_solution(text, method)}, reward {gsm8k.compute_score(text, truth, method):g}")
PY
expect <<'SEEN'
strict, #### 72: 72, reward 1
strict, #### 72.: 72., reward 0
strict, #### $72: None, reward 0
strict, #### 1,072: 1072, reward 1
flexible, The answer is 72: 72, reward 1
flexible, The answer is 72.: 72., reward 0
flexible, It is 72, as shown: 72,, reward 0
flexible, 72 dollars, in all: ,, reward 0
flexible, #### 1,072: 1,072, reward 0
SEEN
