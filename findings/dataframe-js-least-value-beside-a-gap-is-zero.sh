#!/bin/sh
# dataframe-js (npm): the least value of a column with a missing one is 0; the mean of the same column leaves the missing one out.
#
# Version: dataframe-js 1.4.4, Node.js 20.
# Seen: stat.min takes null for 0, so the least of the ratings 7, null and 9 is 0; the greatest of -7, null and -9 is 0 too. stat.mean
#   leaves null out.
# Expected: 7 and -7, of the same values as the mean.
# Why it matters: the worst rating of a model is reported as 0, which is outside the scale, or the best log-probability as 0, which is certainty.
. "$(dirname "$0")/lib/setup.sh"
node_packages dataframe-js@1.4.4
node_code <<'JS'
const { DataFrame } = require("dataframe-js");
for (const values of [[7, 9], [7, null, 9], [-7, null, -9]]) {
  const stat = new DataFrame(values.map((value) => [value]), ["rating"]).stat;
  console.log(`${JSON.stringify(values)}: min ${stat.min("rating")}, max ${stat.max("rating")}, mean ${stat.mean("rating")}, sum ${stat.sum("rating")}`);
}
JS
expect <<'SEEN'
[7,9]: min 7, max 9, mean 8, sum 16
[7,null,9]: min 0, max 9, mean 8, sum 16
[-7,null,-9]: min -9, max 0, mean -8, sum -16
SEEN
