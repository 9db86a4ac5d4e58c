#!/bin/sh
# Evalica: eigen ranks the models the wrong way round: the one that lost most comes first.
#
# Version: evalica 0.4.2, Python 3.11.
# Seen: a beats b in three of four comparisons, and b beats c in three of four: eigen's scores rise from a to c, with either solver; those of
#   bradley_terry and average_win_rate fall.
# Expected: the greatest score for the model that wins most, as those rankings of the library give.
# Why it matters: the scores come sorted, greatest first; the model at the top is the one to leave out.
. "$(dirname "$0")/lib/setup.sh"
pypi evalica==0.4.2 numpy==2.4.6 pandas==3.1.1
python_code <<'PY'
import evalica
from evalica import Winner
winners = ([Winner.X] * 3 + [Winner.Y]) * 2
for rank in (evalica.eigen, evalica.bradley_terry, evalica.average_win_rate):
    for solver in ("naive", "pyo3"):
        ranked = rank(["a"] * 4 + ["b"] * 4, ["b"] * 4 + ["c"] * 4, winners, solver=solver)
        print(rank.__name__, solver, list(ranked.scores.index), [round(float(score), 2) for score in ranked.scores])
PY
expect <<'SEEN'
eigen naive ['c', 'b', 'a'] [0.86, 0.43, 0.29]
eigen pyo3 ['c', 'b', 'a'] [0.86, 0.43, 0.29]
bradley_terry naive ['a', 'b', 'c'] [3.0, 1.0, 0.33]
bradley_terry pyo3 ['a', 'b', 'c'] [3.0, 1.0, 0.33]
average_win_rate naive ['a', 'b', 'c'] [0.75, 0.5, 0.25]
average_win_rate pyo3 ['a', 'b', 'c'] [0.75, 0.5, 0.25]
SEEN
