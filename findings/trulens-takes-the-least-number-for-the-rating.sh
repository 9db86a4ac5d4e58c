#!/bin/sh
# TruLens: a judge's "Score: 3. 2 of the 3 claims are cited." is a rating of 2, and "3 (0 errors)" is 0: the least number of the text is taken.
#
# Version: trulens-feedback 2.16.0, Python 3.11.
# Seen: re_configured_rating, by which TruLens reads a judge's rating, gives the smallest number within the scale, wherever it stands; 2.9 is 2, and -1 is 1.
# Expected: the number after the word score, or an exception where several could be meant.
# Why it matters: the more a judge counts in its reasons, the lower its ratings are, without a word.
. "$(dirname "$0")/lib/setup.sh"
pypi trulens-feedback==2.16.0
python_code <<'PY'
from trulens.feedback.generated import re_configured_rating

for text in ("Score: 3", "Score: 3. 2 of the 3 claims are cited.", "3 (0 errors)", "I count 1 error. Score: 2", "2.9", "Score: 3\nReason 1: it is short.", "-1"):
    try:
        print(f"{text!r}: {re_configured_rating(text, 0, 3)}")
    except Exception as problem:
        print(f"{text!r}: {type(problem).__name__}")
PY
expect <<'SEEN'
'Score: 3': 3
'Score: 3. 2 of the 3 claims are cited.': 2
'3 (0 errors)': 0
'I count 1 error. Score: 2': 1
'2.9': 2
'Score: 3\nReason 1: it is short.': 1
'-1': 1
SEEN
