#!/bin/sh
# glicko2: the same wins raise a model from 1500 by 177 points and from 1000 by 85, because the distance from 1500 stands where the deviation should.
#
# Version: glicko2 2.1.0, Python 3.11.
# Seen: a model plays 100 games a period against equals: half are won for five periods, then 95 of 100 in one. From 1500 the model and its opponents come to
#   +177 with a volatility of 0.20; 500 points lower, all of them, to +85 with 0.06. The equation of the volatility has the square of the rating where
#   Glickman's paper has that of the deviation; the rating is 0 at 1500, so the paper's own example comes out right.
# Expected: one result, wherever the scale begins: Glicko-2 depends on differences of ratings only.
# Why it matters: arenas begin at 1000; there the volatility hardly moves, and a model that was replaced by a better one keeps its old rating for longer.
. "$(dirname "$0")/lib/setup.sh"
pypi glicko2==2.1.0
python_code <<'PY'
import glicko2


def after(base, periods):
    player = glicko2.Player(base, 50, 0.06)
    for won in periods:
        player.update_player([base] * 100, [50] * 100, [1] * won + [0] * (100 - won))
    return player


example = glicko2.Player(1500, 200, 0.06)
example.update_player([1400, 1550, 1700], [30, 100, 300], [1, 0, 0])
print(f"the paper's example: {example.rating:.2f}, {example.rd:.2f}, {example.vol:.5f}")
for base in (1500, 1400, 1000, 2000):
    player = after(base, [50] * 5 + [95])
    print(f"from {base}: {player.rating - base:+.0f}, deviation {player.rd:.0f}, volatility {player.vol:.2f}")
PY
expect <<'SEEN'
the paper's example: 1464.05, 151.52, 0.05999
from 1500: +177, deviation 26, volatility 0.20
from 1400: +85, deviation 18, volatility 0.06
from 1000: +85, deviation 18, volatility 0.06
from 2000: +85, deviation 18, volatility 0.06
SEEN
