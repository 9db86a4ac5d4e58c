#!/bin/sh
# fast-stats (npm): iqr(), which is to leave outliers out, leaves nothing of the ratings 7, 7, 7, 7, 7 and 8, and nothing of four 7s: their mean is NaN.
#
# Version: fast-stats 0.0.7, Node.js 20.
# Seen: only values strictly between the two limits are kept, and where the quartiles are equal both limits are the value that most answers have. A value
#   that lies on a limit is always left out. band_pass(7, 7) keeps the five 7s.
# Expected: values within 1.5 times the range of the quartiles, as the documentation says: the 7s, without the 8.
# Why it matters: most answers often have the same rating, or the same length at the limit of tokens; the mean without outliers has no number then.
. "$(dirname "$0")/lib/setup.sh"
node_packages fast-stats@0.0.7
node_code <<'JS'
const { Stats } = require("fast-stats");
for (const values of [[7, 7, 7, 7, 7, 8], [7, 7, 7, 7], [1, 2, 3, 4, 5, 6, 7], [1, 2, 2, 2, 3, 9]]) {
  const stats = new Stats().push(values);
  const [low, middle, high] = [25, 50, 75].map((p) => stats.percentile(p));
  const within = values.filter((v) => v >= low - 1.5 * (high - low) && v <= high + 1.5 * (high - low));
  const kept = stats.iqr();
  console.log(`${values}: quartiles ${low}, ${middle}, ${high}; iqr() keeps ${kept.length}, mean ${kept.amean().toFixed(2)}; by hand ${within.length}, mean ${(within.reduce((a, b) => a + b) / within.length).toFixed(2)}`);
}
const closed = new Stats().push(7, 7, 7, 7, 7, 8).band_pass(7, 7);
console.log(`band_pass(7, 7) keeps ${closed.length} of 7,7,7,7,7,8`);
JS
expect <<'SEEN'
7,7,7,7,7,8: quartiles 7, 7, 7; iqr() keeps 0, mean NaN; by hand 5, mean 7.00
7,7,7,7: quartiles 7, 7, 7; iqr() keeps 0, mean NaN; by hand 4, mean 7.00
1,2,3,4,5,6,7: quartiles 2.5, 4, 5.5; iqr() keeps 7, mean 4.00; by hand 7, mean 4.00
1,2,2,2,3,9: quartiles 2, 2, 2.5; iqr() keeps 4, mean 2.25; by hand 4, mean 2.25
band_pass(7, 7) keeps 5 of 7,7,7,7,7,8
SEEN
