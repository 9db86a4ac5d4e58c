#!/bin/sh
# elo-rating (npm): for a model that wins 95 % of its games the ratings say 50 % with K = 1, 74 % with K = 4, and rise without end with K = 20.
#
# Version: elo-rating 1.0.1, Node.js 20.
# Seen: each change is cut to a whole number towards 0, and no difference above 400 points counts. With K = 1 no change reaches 1. With K = 4 a win of the
#   better model counts for nothing once it is expected to win 75 %, while each loss takes 3 points from it. With K = 20 the expectation ends at 91 %,
#   so its wins outweigh its losses for ever: after 20,000 games it has 2685 points, and the other model 315.
# Expected: about 512 points between the two, by which 95 % are expected.
# Why it matters: K = 4 is what leaderboards of language models have used, to make ratings steady.
. "$(dirname "$0")/lib/setup.sh"
node_packages elo-rating@1.0.1
node_code <<'JS'
const elo = require("elo-rating");
for (const k of [1, 4, 20]) {
  let first = 1500, second = 1500;
  for (let game = 1; game <= 20000; game++) {
    ({ playerRating: first, opponentRating: second } = elo.calculate(first, second, game % 20 !== 0, k));
  }
  console.log(`K = ${k}: ${first} and ${second}, expected ${elo.expected(first, second).toFixed(2)}`);
}
JS
expect <<'SEEN'
K = 1: 1500 and 1500, expected 0.50
K = 4: 1593 and 1407, expected 0.74
K = 20: 2685 and 315, expected 0.91
SEEN
