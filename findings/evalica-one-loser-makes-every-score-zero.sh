#!/bin/sh
# Evalica: bradley_terry gives every model the score 0 if one of them lost, or won, all its comparisons.
#
# Version: evalica 0.4.2, Python 3.11.
# Seen: three models; the third lost all its comparisons with the two others, which are 1 to 1 between themselves: all three scores are 0.0, with
#   either solver, and no warning is given. So they are for two models of which one won ten of ten.
# Expected: the scores of the others, and 0 for the loser, or an exception: the estimate does not exist.
# Why it matters: with few comparisons or a weak baseline in the field this is common; a table of zeros sorts in the order of the names.
. "$(dirname "$0")/lib/setup.sh"
pypi evalica==0.4.2 numpy==2.4.6 pandas==3.1.1
python_code <<'PY'
import warnings
import evalica
from evalica import Winner

def show(name, games):
    first, second, winners = zip(*games)
    for solver in ("naive", "pyo3"):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            ranked = evalica.bradley_terry(list(first), list(second), list(winners), solver=solver)
        print(name, solver, {model: round(float(ranked.scores[model]), 3) for model in sorted(ranked.scores.index)}, "warnings:", len(caught))

among = [("a", "b", Winner.X), ("a", "b", Winner.Y)] * 5
show("a and b", among)
show("a, b and a loser", among + [("a", "loser", Winner.X), ("b", "loser", Winner.X)] * 5)
show("ten of ten", [("a", "b", Winner.X)] * 10)
PY
expect <<'SEEN'
a and b naive {'a': 1.0, 'b': 1.0} warnings: 0
a and b pyo3 {'a': 1.0, 'b': 1.0} warnings: 0
a, b and a loser naive {'a': 0.0, 'b': 0.0, 'loser': 0.0} warnings: 0
a, b and a loser pyo3 {'a': 0.0, 'b': 0.0, 'loser': 0.0} warnings: 0
ten of ten naive {'a': 0.0, 'b': 0.0} warnings: 0
ten of ten pyo3 {'a': 0.0, 'b': 0.0} warnings: 0
SEEN
