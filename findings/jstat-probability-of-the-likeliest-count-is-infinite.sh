#!/bin/sh
# jStat (npm): the probability of 150 events where 150 are expected is infinite, and so is that of 1,000 wins of 2,000 at even odds.
#
# Version: jstat 1.9.6, Node.js 20.
# Seen: powers and factorials are computed as they stand, so poisson.pdf passes the greatest double at 144 events, and binomial.pdf at 1,030 games.
#   poisson.cdf adds such probabilities: it is infinite at 150 and NaN at 171. binomial.cdf takes another way and is right.
# Expected: 0.0326, 0.0178 and, for the sum, 0.5217, as SciPy gives.
# Why it matters: tests of counts and likelihoods of win rates come out as infinite, or as NaN, as soon as the data are many enough to matter.
. "$(dirname "$0")/lib/setup.sh"
node_packages jstat@1.9.6
node_code <<'JS'
const { jStat } = require("jstat");
for (const count of [100, 140, 144, 150, 171]) {
  console.log(`${count} events, ${count} expected: pdf ${jStat.poisson.pdf(count, count).toFixed(4)}, cdf ${jStat.poisson.cdf(count, count).toFixed(4)}`);
}
for (const games of [1000, 1030, 2000]) {
  const wins = games / 2;
  console.log(`${wins} wins of ${games}: pdf ${jStat.binomial.pdf(wins, games, 0.5).toFixed(4)}, cdf ${jStat.binomial.cdf(wins, games, 0.5).toFixed(4)}`);
}
JS
expect <<'SEEN'
100 events, 100 expected: pdf 0.0399, cdf 0.5266
140 events, 140 expected: pdf 0.0337, cdf 0.5225
144 events, 144 expected: pdf Infinity, cdf Infinity
150 events, 150 expected: pdf Infinity, cdf Infinity
171 events, 171 expected: pdf NaN, cdf NaN
500 wins of 1000: pdf 0.0252, cdf 0.5126
515 wins of 1030: pdf Infinity, cdf 0.5124
1000 wins of 2000: pdf Infinity, cdf 0.5089
SEEN
