#!/bin/sh
# datalib (npm): the paired z-test with nullh = 1 of a model that is better by 1.03 has a p-value of 2e-63: it tests against 0.
#
# Version: datalib 1.9.3, Node.js 20.
# Seen: nullh is handed on as a number where an object with it is read, so it has no effect if the pairs are given; with their differences, and for samples
#   that are not paired, it has.
# Expected: 0.59, which the same test gives for the differences, and the formula by hand.
# Why it matters: "better by at least the margin" is tested this way, and every clear difference passes, whatever the margin.
. "$(dirname "$0")/lib/setup.sh"
node_packages datalib@1.9.3
node_code <<'JS'
const dl = require("datalib");
const a = [3.1, 4.0, 2.8, 3.6, 3.4, 4.2];
const b = [2, 3.1, 1.9, 2.4, 2.5, 3];
const differences = a.map((x, k) => x - b[k]);
const mean = differences.reduce((s, d) => s + d, 0) / 6;
const error = Math.sqrt(differences.reduce((s, d) => s + (d - mean) ** 2, 0) / 5 / 6);
for (const nullh of [0, 0.5, 1, 1.5]) {
  const pairs = dl.z.test(a, b, { paired: true, nullh });
  const single = dl.z.test(differences, { nullh });
  console.log(`nullh ${nullh}: pairs p ${pairs.toPrecision(2)}, their differences p ${single.toPrecision(2)}; mean ${mean.toFixed(2)}, by hand z ${((mean - nullh) / error).toFixed(2)}`);
}
JS
expect <<'SEEN'
nullh 0: pairs p 2.0e-63, their differences p 2.0e-63; mean 1.03, by hand z 16.81
nullh 0.5: pairs p 2.0e-63, their differences p 4.1e-18; mean 1.03, by hand z 8.68
nullh 1: pairs p 2.0e-63, their differences p 0.59; mean 1.03, by hand z 0.54
nullh 1.5: pairs p 2.0e-63, their differences p 3.1e-14; mean 1.03, by hand z -7.59
SEEN
