#!/bin/sh
# tdigest (npm): the median of the ratings 1, 1, 1, 1 and 5 is 1.8, and that of 7, 7, 7 and 9 is 7.5.
#
# Version: tdigest 0.1.3, Node.js 20.
# Seen: equal values become one point, and quantiles are drawn as a line from point to point, whatever their counts: 0.525 of
#   the ratings lie up to 2, not 0.8. With five different values the median is exact.
# Expected: 1 and 7: a digest of five values has nothing to approximate.
# Why it matters: ratings and token counts have few different values; their medians and percentiles are values that nobody gave.
. "$(dirname "$0")/lib/setup.sh"
node_packages tdigest@0.1.3
node_code <<'JS'
const { TDigest } = require("tdigest");
for (const values of [[1, 1, 1, 1, 5], [7, 7, 7, 9], [1, 2, 3, 4, 5]]) {
  const digest = new TDigest();
  digest.push(values);
  digest.compress();
  console.log(`${values}: median ${digest.percentile(0.5)}, quarter ${digest.percentile(0.25)}, three quarters ${digest.percentile(0.75)}, share up to 2 ${digest.p_rank(2).toFixed(3)}`);
}
JS
expect <<'SEEN'
1,1,1,1,5: median 1.8, quarter 1, three quarters 3.8, share up to 2 0.525
7,7,7,9: median 7.5, quarter 7, three quarters 8.5, share up to 2 0.000
1,2,3,4,5: median 3, quarter 1.75, three quarters 4.25, share up to 2 0.300
SEEN
