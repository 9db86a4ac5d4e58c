#!/bin/sh
# skelo: after 400 draws the model that stands first in each row is given 99 % against the other.
#
# Version: skelo 0.1.5, Python 3.11.
# Seen: outcomes of 0.5 are taken as wins of the first model, without a word: after 400 of them EloEstimator has the ratings 1890 and 1110. So are outcomes of
#   -1: a model that lost every game has 1890 as well. What is not 0 is a win.
# Expected: half a win for each, as Elo has it, or an error for an outcome that is neither 0 nor 1.
# Why it matters: judges give ties; whichever model stands first in the rows seems to be the better one.
. "$(dirname "$0")/lib/setup.sh"
pypi skelo==0.1.5 glicko2==2.1.0 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1
python_code <<'PY'
import numpy
from skelo.model.elo import EloEstimator

games = numpy.array([("a", "b", i) for i in range(400)], dtype=object)
for name, outcome in (("draws", 0.5), ("losses as -1", -1), ("losses as 0", 0)):
    estimator = EloEstimator().fit(games, numpy.full(400, outcome))
    ratings = [estimator.rating_model.get(model)["rating"] for model in "ab"]
    chance = estimator.predict_proba(numpy.array([("a", "b", 1000)], dtype=object))[0][0]
    print(f"400 {name}: {ratings[0]:.0f} and {ratings[1]:.0f}, {chance:.2f}")
PY
expect <<'SEEN'
400 draws: 1890 and 1110, 0.99
400 losses as -1: 1890 and 1110, 0.99
400 losses as 0: 1110 and 1890, 0.01
SEEN
