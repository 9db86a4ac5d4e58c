#!/bin/sh
# scikit-posthocs: the one-sided test for ratings that rise from model to model has p = 0.0002 also where they fall; Jonckheere's test beside it has 0.9997.
#
# Version: scikit-posthocs 0.17.1, Python 3.11.
# Seen: test_osrt, "Hayter's one-sided studentised range test" against an ordered alternative, takes the absolute value of each difference and the greatest of
#   them, so no order of the models changes its statistic or p: it is Tukey's two-sided range test.
# Expected: a statistic that depends on the order: the difference of a later and an earlier model, with its sign, and p near 1 where the ratings fall.
# Why it matters: whoever asks if answers get better from checkpoint to checkpoint is told so when they get worse.
. "$(dirname "$0")/lib/setup.sh"
pypi scikit-posthocs==0.17.1 numpy==2.4.6 scipy==1.17.1 pandas==3.0.0
python_code <<'PY'
import pandas as pd
import scikit_posthocs


def show(name, *models):
    rows = pd.DataFrame([{"model": i, "rating": float(rating)} for i, ratings in enumerate(models) for rating in ratings])
    p, statistic, _ = scikit_posthocs.test_osrt(rows, "rating", "model")
    other, _ = scikit_posthocs.test_jonckheere(rows, "rating", "model", alternative="greater")
    print(f"{name}: statistic {statistic:.2f}, p {p:.4f}; Jonckheere, greater: p {other:.4f}")


low, middle, high = [1, 2, 3, 2], [3, 4, 5, 4], [6, 5, 6, 7]
show("rising", low, middle, high)
show("falling", high, middle, low)
show("up and down", low, high, middle)
PY
expect <<'SEEN'
rising: statistic 9.80, p 0.0002; Jonckheere, greater: p 0.0003
falling: statistic 9.80, p 0.0002; Jonckheere, greater: p 0.9997
up and down: statistic 9.80, p 0.0002; Jonckheere, greater: p 0.1185
SEEN
