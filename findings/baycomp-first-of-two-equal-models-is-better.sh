#!/bin/sh
# baycomp: of two models with the same scores on ten data sets the first is better with a probability of about 0.7; after a single win the other one is, with 1.
#
# Version: baycomp 1.0.3, Python 3.11.
# Seen: the signed-rank test, which two_on_multiple uses, draws shares of wins and counts each draw for the larger side. For equal scores all shares are
#   one half, up to a rounding error, and an exact tie is counted for the first model. With one difference above 0 every share is above one half, so
#   one data set is enough for 1. The sign test of equal scores is NaN, and 0.9999 after one win.
# Expected: 0.5 and 0.5 for equal models, which two_on_single gives, and doubt after a single win.
# Why it matters: the numbers are read as the probability that a model is better, and put into papers as such.
. "$(dirname "$0")/lib/setup.sh"
pypi baycomp==1.0.3 numpy==2.4.6 scipy==1.17.1 matplotlib==3.11.2
python_code <<'PY'
import numpy
from baycomp import SignedRankTest, SignTest, two_on_single

scores = numpy.full(10, 0.5)
first, second = SignedRankTest.probs(scores, scores, random_state=1)
print("equal on ten, signed ranks: above 0.6 for the first:", first > 0.6, "below 0.4 for the second:", second < 0.4)
print("equal on ten, signs: {} {}".format(*SignTest.probs(scores, scores, random_state=1)))
print("equal on ten folds of one: {} {}".format(*two_on_single(scores, scores)))
one = numpy.array([0.5])
print("one win of one, signed ranks: {:.4f} {:.4f}".format(*SignedRankTest.probs(one, one + 0.1, random_state=1)))
print("one win of one, signs: {:.3f} {:.3f}".format(*SignTest.probs(one, one + 0.1, random_state=1)))
PY
expect <<'SEEN'
equal on ten, signed ranks: above 0.6 for the first: True below 0.4 for the second: True
equal on ten, signs: nan nan
equal on ten folds of one: 0.5 0.5
one win of one, signed ranks: 0.0000 1.0000
one win of one, signs: 0.000 1.000
SEEN
