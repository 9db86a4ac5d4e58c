#!/bin/sh
# Evalica: newman gives two models the same score, although one of them won 90 of 100 comparisons.
#
# Version: evalica 0.4.2, Python 3.11.
# Seen: without a tie among the comparisons both scores stay at 1.0 until the limit of 100 iterations, with either solver, and no warning is given.
#   With one tie more they are 2.66 and 0.38. bradley_terry on the same data gives 3 and 0.33.
# Expected: the scores of Bradley and Terry, which Newman's iteration has as its limit, or a warning that it has not converged.
# Why it matters: judges that must choose give no ties; a ranking by this function then says that the models are alike.
. "$(dirname "$0")/lib/setup.sh"
pypi evalica==0.4.2 numpy==2.4.6 pandas==3.1.1
python_code <<'PY'
import warnings
import evalica
from evalica import Winner

def show(name, rank, ties=0):
    winners = [Winner.X] * 90 + [Winner.Y] * 10 + [Winner.Draw] * ties
    for solver in ("naive", "pyo3"):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            ranked = rank(["first"] * len(winners), ["second"] * len(winners), winners, solver=solver)
        print(name, solver, {model: round(float(score), 2) for model, score in ranked.scores.items()}, "warnings:", len(caught))

show("newman", evalica.newman)
show("newman with a tie", evalica.newman, ties=1)
show("bradley_terry", evalica.bradley_terry)
PY
expect <<'SEEN'
newman naive {'first': 1.0, 'second': 1.0} warnings: 0
newman pyo3 {'first': 1.0, 'second': 1.0} warnings: 0
newman with a tie naive {'first': 2.66, 'second': 0.38} warnings: 0
newman with a tie pyo3 {'first': 2.66, 'second': 0.38} warnings: 0
bradley_terry naive {'first': 3.0, 'second': 0.33} warnings: 0
bradley_terry pyo3 {'first': 3.0, 'second': 0.33} warnings: 0
SEEN
