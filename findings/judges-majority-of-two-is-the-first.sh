#!/bin/sh
# judges: the majority of two judges who contradict each other is what the first one says, and of five ratings from 1 to 5 it is the first rating.
#
# Version: judges 0.1.1, Python 3.11.
# Seen: a jury's vote by majority, the default, on yes and no is True, on no and yes False; of the ratings 1, 2, 3, 4 and 5 it is 1, and of 5, 4, 3, 2 and 1
#   it is 5. The code means to take the average if no value is the most frequent one, but the function it calls has not raised an error for that since Python
#   3.8.
# Expected: the same vote in any order, 3 for the five ratings.
# Why it matters: a jury's verdict depends on the order in which its judges are listed.
. "$(dirname "$0")/lib/setup.sh"
pypi judges==0.1.1 instructor==1.17.0
python_code <<'PY'
from judges.base import Judgment, Jury


class Judge:
    def __init__(self, score, score_type):
        self.judgment = Judgment(reasoning="", score=score, score_type=score_type)

    def judge(self, **question):
        return self.judgment


for scores, kind in (([True, False], "boolean"), ([False, True], "boolean"), ([1, 2, 3, 4, 5], "numerical"), ([5, 4, 3, 2, 1], "numerical")):
    jury = Jury([Judge(score, kind) for score in scores], voting_method="majority")
    print(scores, jury.vote(input="", output="").score)
PY
expect <<'SEEN'
[True, False] True
[False, True] False
[1, 2, 3, 4, 5] 1
[5, 4, 3, 2, 1] 5
SEEN
