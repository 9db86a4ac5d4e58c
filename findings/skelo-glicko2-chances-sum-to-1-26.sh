#!/bin/sh
# skelo: two models' chances of winning against each other, by Glicko-2, are 1.00 and 0.26, and a model that won 75 % of 400 games is given 96 %.
#
# Version: skelo 0.1.5 with glicko2 2.1.0, Python 3.11.
# Seen: a model of 1600 with a deviation of 30 beats one of 1500 with a deviation of 350 with probability 1.00, and is beaten by it with 0.26. With deviations
#   of 30 on both sides 100 points give 81 %, where Glicko gives 64 %: a deviation in points is put into a formula that is for the inner scale, that of one
#   side only, and the result is multiplied by the deviations once more.
# Expected: chances that sum to 1, near the 75 % of the games, as EloEstimator of the same package gives.
# Why it matters: predict_proba calls it the probability of victory; log loss and calibration of such a ranking say nothing about Glicko-2.
. "$(dirname "$0")/lib/setup.sh"
pypi skelo==0.1.5 glicko2==2.1.0 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1
python_code <<'PY'
import numpy
from skelo.model.elo import EloEstimator
from skelo.model.glicko2 import Glicko2Estimator, Glicko2Model

for first, second in (((1600, 30, 0.06), (1500, 350, 0.06)), ((1600, 30, 0.06), (1500, 30, 0.06))):
    chances = Glicko2Model.compute_prob(first, second), Glicko2Model.compute_prob(second, first)
    print(f"{first} and {second}: {chances[0]:.2f} and {chances[1]:.2f}")
games = numpy.array([("a", "b", i) for i in range(400)], dtype=object)
won = (numpy.arange(400) % 4 > 0).astype(int)
for estimator in (Glicko2Estimator(), EloEstimator()):
    estimator.fit(games, won)
    chance = estimator.predict_proba(numpy.array([("a", "b", 1000)], dtype=object))[0]
    print(f"{type(estimator).__name__} after 300 wins of 400: {chance[0]:.2f}")
PY
expect <<'SEEN'
(1600, 30, 0.06) and (1500, 350, 0.06): 1.00 and 0.26
(1600, 30, 0.06) and (1500, 30, 0.06): 0.81 and 0.19
Glicko2Estimator after 300 wins of 400: 0.96
EloEstimator after 300 wins of 400: 0.77
SEEN
