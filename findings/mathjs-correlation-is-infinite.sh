#!/bin/sh
# mathjs (npm): the correlation of 1,000,000,001 to 1,000,000,003 with 1 to 3 is infinite, and the Kullback-Leibler divergence of 0, 1 from 0.5, 0.5 is NaN.
#
# Version: mathjs 15.2.0, Node.js 20.
# Seen: corr takes the difference of two large sums of products, in which the digits that matter are lost; of 10,000,001 to 10,000,003 with 3, 1 and 2 it is -1.22 or
#   another number below -1. kldivergence multiplies 0 by the logarithm of 0.
# Expected: 1 and -0.5, and 0.69: a term of probability 0 is 0, so that only a 0 in the second distribution makes the divergence infinite.
# Why it matters: steps, times and token counts are large numbers that differ little; a distribution of verdicts has a 0 as soon as one does not occur.
. "$(dirname "$0")/lib/setup.sh"
node_packages mathjs@15.2.0
node_code <<'JS'
const { corr, kldivergence } = require("mathjs");
for (const offset of [0, 1e6, 1e7, 1e8, 1e9]) {
  const rising = [1, 2, 3].map((step) => offset + step);
  console.log(`${rising[0]} to ${rising[2]}: correlation with 1 2 3 ${corr(rising, [1, 2, 3])}, with 3 1 2 ${corr(rising, [3, 1, 2])}`);
}
for (const [first, second] of [[[0.25, 0.75], [0.5, 0.5]], [[0, 1], [0.5, 0.5]], [[0, 0.5, 0.5], [0, 0.25, 0.75]]]) {
  console.log(`divergence of ${first} from ${second}: ${kldivergence(first, second).toFixed(2)}`);
}
JS
expect <<'SEEN'
1 to 3: correlation with 1 2 3 1, with 3 1 2 -0.5
1000001 to 1000003: correlation with 1 2 3 1, with 3 1 2 -0.5
10000001 to 10000003: correlation with 1 2 3 1, with 3 1 2 -0.5
100000001 to 100000003: correlation with 1 2 3 Infinity, with 3 1 2 -Infinity
1000000001 to 1000000003: correlation with 1 2 3 Infinity, with 3 1 2 -Infinity
divergence of 0.25,0.75 from 0.5,0.5: 0.13
divergence of 0,1 from 0.5,0.5: NaN
divergence of 0,0.5,0.5 from 0,0.25,0.75: NaN
SEEN
