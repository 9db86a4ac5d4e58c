#!/bin/sh
# ml-distance (npm): the Jensen-Shannon divergence of two distributions is NaN as soon as one of them has a zero.
#
# Version: ml-distance 5.0.0, Node.js 20.
# Seen: jensenShannon, jensenDifference and topsoe take 0 times the logarithm of 0 as NaN. No exception is thrown.
# Expected: 0 for that part of the sum, as its limit is. Unlike the Kullback-Leibler divergence this one is finite for every pair, at most ln 2, which is
#   what it was made for.
# Why it matters: in a distribution over answers or tokens, some are never chosen.
. "$(dirname "$0")/lib/setup.sh"
node_packages ml-distance@5.0.0
node_code <<'JS'
const { distance } = require("ml-distance");
for (const [people, judge] of [[[0.5, 0.3, 0.2], [0.4, 0.4, 0.2]], [[0.5, 0.5, 0], [0.4, 0.4, 0.2]], [[1, 0], [0, 1]], [[1, 0], [1, 0]]]) {
  console.log(`${people} and ${judge}: jensenShannon ${distance.jensenShannon(people, judge).toFixed(4)}, `
    + `jensenDifference ${distance.jensenDifference(people, judge).toFixed(4)}, topsoe ${distance.topsoe(people, judge).toFixed(4)}`);
}
JS
expect <<'SEEN'
0.5,0.3,0.2 and 0.4,0.4,0.2: jensenShannon 0.0064, jensenDifference 0.0064, topsoe 0.0127
0.5,0.5,0 and 0.4,0.4,0.2: jensenShannon NaN, jensenDifference NaN, topsoe NaN
1,0 and 0,1: jensenShannon NaN, jensenDifference NaN, topsoe NaN
1,0 and 1,0: jensenShannon NaN, jensenDifference NaN, topsoe NaN
SEEN
