#!/bin/sh
# text2digits: "one point five million" is 1.5000000, "two point five hundred" is 2.500, and "a second model" is "a 2 model".
#
# Version: text2digits 0.1.2, Python 3.11.
# Seen: the zeros of the million are written behind the point; ordinal numbers lose their ending, so "one third of" is "1 3 of".
# Expected: 1500000, 250, and the word or 2nd.
# Why it matters: a number that a judge or a model writes in words is a million times too small, without a word.
. "$(dirname "$0")/lib/setup.sh"
pypi text2digits==0.1.2
python_code <<'PY'
from text2digits.text2digits import Text2Digits

for text in ("one million", "one point five million", "two point five hundred", "seven point five", "one third of them", "a second model", "nine out of ten"):
    print(f"{text}: {Text2Digits().convert(text)}")
PY
expect <<'SEEN'
one million: 1000000
one point five million: 1.5000000
two point five hundred: 2.500
seven point five: 7.5
one third of them: 1 3 of them
a second model: a 2 model
nine out of ten: 9 out of 10
SEEN
