#!/bin/sh
# simple-statistics (npm): the cumulative normal probability is never above 0.999, so no two-sided p-value is below 0.002.
#
# Version: simple-statistics 7.12.1, Node.js 20.
# Seen: cumulativeStdNormalProbability looks z up in a table that ends at 3.09, and returns the last entry for every larger z. The z-test of 90 wins of
#   100 has the p-value of 66 wins.
# Expected: 1 - 6e-16 for z = 8, or an exception.
# Why it matters: with Holm's or Bonferroni's correction nothing is significant at 0.05 any more as soon as there are 26 comparisons.
. "$(dirname "$0")/lib/setup.sh"
node_packages simple-statistics@7.12.1
node_code <<'JS'
const { cumulativeStdNormalProbability } = require("simple-statistics");
for (const wins of [60, 66, 70, 90]) {
  const z = (wins - 50) / 5;
  const below = cumulativeStdNormalProbability(z);
  console.log(`${wins} wins of 100, z = ${z}: ${below}, p = ${(2 * (1 - below)).toFixed(4)}`);
}
JS
expect <<'SEEN'
60 wins of 100, z = 2: 0.9772, p = 0.0456
66 wins of 100, z = 3.2: 0.999, p = 0.0020
70 wins of 100, z = 4: 0.999, p = 0.0020
90 wins of 100, z = 8: 0.999, p = 0.0020
SEEN
