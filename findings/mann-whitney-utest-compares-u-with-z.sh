#!/bin/sh
# mann-whitney-utest (npm): significant() finds no difference between two samples of 30 at z = 5, and one between two single values.
#
# Version: mann-whitney-utest 1.0.5, Node.js 20.
# Seen: criticalValue() returns the z-score of U, and significant() asks whether U itself is below it. U grows with the samples and z does not, so only
#   small samples can be significant: 0 to 29 against 15 to 44 has U = 112.5 and z = 4.99, and is not; 1 against 2 has U = 0 and z = 1, and is.
# Expected: z compared with a quantile of the normal distribution, such as 1.96; the two-sided p-values are 0.0000006 and 1 (exact).
# Why it matters: the test turns evidence upside down: the more judged answers there are, the less can be found.
. "$(dirname "$0")/lib/setup.sh"
node_packages mann-whitney-utest@1.0.5
node_code <<'JS'
const test = require("mann-whitney-utest");
const from = (start, length) => Array.from({ length }, (_, i) => start + i);
for (const samples of [[from(0, 30), from(15, 30)], [from(0, 100), from(50, 100)], [[1], [2]], [[1, 2], [3, 4]]]) {
  const u = test.test(samples);
  console.log(`${samples[0].length} and ${samples[1].length} values: U ${Math.min(...u)}, z ${test.criticalValue(u, samples).toFixed(2)}, `
      + `significant ${test.significant(u, samples)}`);
}
JS
expect <<'SEEN'
30 and 30 values: U 112.5, z 4.99, significant false
100 and 100 values: U 1250, z 9.16, significant false
1 and 1 values: U 0, z 1.00, significant true
2 and 2 values: U 0, z 1.55, significant true
SEEN
