#!/bin/sh
# elote: with Glicko a known model's chance against a new one is 0.82, and the new one's against it 0.09.
#
# Version: elote 1.5.1, Python 3.11.
# Seen: expected_score, which is documented as the probability of winning, uses the deviation of the opponent only, so it depends on who asks: a model of 1900
#   with a deviation of 50 has 0.82 against a new one of 1500 with 350, which has 0.09 against it. Glicko and Glicko-2 agree on that; Elo's chances sum to 1.
# Expected: 0.82 and 0.18: Glickman's paper has one formula for updates, and another, with both deviations, for predictions.
# Why it matters: an arena's accuracy and Brier score change with the order in which the two models are named.
. "$(dirname "$0")/lib/setup.sh"
pypi elote==1.5.1 numpy==2.4.6
python_code <<'PY'
from elote import EloCompetitor, Glicko2Competitor, GlickoCompetitor


def show(first, second):
    chances = first.expected_score(second), second.expected_score(first)
    print(f"{type(first).__name__}: {chances[0]:.2f} and {chances[1]:.2f}")


for system in (GlickoCompetitor, Glicko2Competitor):
    show(system(initial_rating=1900, initial_rd=50), system(initial_rating=1500, initial_rd=350))
show(EloCompetitor(initial_rating=1900), EloCompetitor(initial_rating=1500))
PY
expect <<'SEEN'
GlickoCompetitor: 0.82 and 0.09
Glicko2Competitor: 0.82 and 0.09
EloCompetitor: 0.91 and 0.09
SEEN
