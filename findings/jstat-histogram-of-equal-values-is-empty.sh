#!/bin/sh
# jStat (npm): the histogram of equal values is empty: ten ratings of 7 are counted nowhere.
#
# Version: jstat 1.9.6, Node.js 20.
# Seen: the width of a bin is 0, the number of its bin is NaN for every value, and all bins stay 0. One value more that differs, and all are counted.
# Expected: counts that add up to the number of values.
# Why it matters: a judge that gives every answer the same rating is what a histogram is looked at for.
. "$(dirname "$0")/lib/setup.sh"
node_packages jstat@1.9.6
node_code <<'JS'
const { jStat } = require("jstat");
const sevens = Array(10).fill(7);
for (const ratings of [[...sevens, 9], sevens, [7]]) {
  const bins = jStat.histogram(ratings);
  console.log(`${ratings.length} ratings from ${jStat.min(ratings)} to ${jStat.max(ratings)}: ${bins}, ${jStat.sum(bins)} in all`);
}
JS
expect <<'SEEN'
11 ratings from 7 to 9: 10,0,0,1, 11 in all
10 ratings from 7 to 7: 0,0,0,0, 0 in all
1 ratings from 7 to 7: 0,0,0,0, 0 in all
SEEN
