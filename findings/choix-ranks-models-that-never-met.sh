#!/bin/sh
# choix: opt_pairwise and mm_pairwise rank models that were never compared, not even by way of others.
#
# Version: choix 0.4.1, Python 3.11.
# Seen: A beats B three times of four, and C beats D three times of four; no game joins the pairs. Both functions give A and C the same strength,
#   and so a chance of 0.75 that A beats D. lsr_pairwise and ilsr_pairwise raise a ValueError for the same data. The weak prior of
#   opt_pairwise (alpha 1e-6) is all that places the pairs against each other.
# Expected: the same exception: the likelihood has no maximum.
# Why it matters: judged pairs of two experiments, or of two prompts' pools, are put in one table, and it shows a ranking across them.
. "$(dirname "$0")/lib/setup.sh"
pypi choix==0.4.1
python_code <<'PY'
import choix
games = [(0, 1)] * 3 + [(1, 0)] + [(2, 3)] * 3 + [(3, 2)]
for name in ("opt_pairwise", "mm_pairwise", "ilsr_pairwise", "lsr_pairwise"):
    try:
        strengths = getattr(choix, name)(4, games)
        print(name, "A beats D:", round(float(choix.probabilities([0, 3], strengths)[0]), 3), "A beats C:", round(float(choix.probabilities([0, 2], strengths)[0]), 3))
    except ValueError as error:
        print(name, "ValueError:", str(error).split(".")[0])
PY
expect <<'SEEN'
opt_pairwise A beats D: 0.75 A beats C: 0.5
mm_pairwise A beats D: 0.75 A beats C: 0.5
ilsr_pairwise ValueError: stationary distribution could not be computed
lsr_pairwise ValueError: stationary distribution could not be computed
SEEN
