#!/bin/sh
# jStat (npm): the median of a Pareto distribution of latencies from 1 second, with shape 2, is 2.83 seconds: seven of eight latencies lie below it.
#
# Version: jstat 1.9.6, Node.js 20.
# Seen: the least value is multiplied by the shape and the root of 2, where it is multiplied by the shape-th root of 2. So the median rises with the
#   shape, where the distribution shrinks towards its least value.
# Expected: the inverse of its own distribution function at one half, inv(0.5), which is 1.41.
# Why it matters: latencies and lengths of answers have such long tails; a median above the mean is reported, and beyond the 99th percentile for shape 5.
. "$(dirname "$0")/lib/setup.sh"
node_packages jstat@1.9.6
node_code <<'JS'
const { jStat } = require("jstat");
for (const shape of [0.5, 1, 2, 3, 5]) {
  const median = jStat.pareto.median(1, shape);
  console.log(`shape ${shape}: median ${median.toFixed(2)}, share below it ${jStat.pareto.cdf(median, 1, shape).toFixed(4)}; inv(0.5) ${jStat.pareto.inv(0.5, 1, shape).toFixed(2)}, by hand ${(2 ** (1 / shape)).toFixed(2)}`);
}
JS
expect <<'SEEN'
shape 0.5: median 0.71, share below it 0.0000; inv(0.5) 4.00, by hand 4.00
shape 1: median 1.41, share below it 0.2929; inv(0.5) 2.00, by hand 2.00
shape 2: median 2.83, share below it 0.8750; inv(0.5) 1.41, by hand 1.41
shape 3: median 4.24, share below it 0.9869; inv(0.5) 1.26, by hand 1.26
shape 5: median 7.07, share below it 0.9999; inv(0.5) 1.15, by hand 1.15
SEEN
