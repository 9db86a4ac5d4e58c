#!/bin/sh
# stats-lite (npm): the 10th percentile of the latencies 1 and 9 is -1.4, and the 5th is -2.2; the 90th and the 100th are 9.
#
# Version: stats-lite 2.2.0, Node.js 20.
# Seen: below the place of half a value, percentile goes on beyond the least value along the line of the two least ones, because a negative place is cut to 0
#   and its fraction stays negative. Of 1 and nine times 100 the 1st percentile is -38.6. At the upper end the greatest value is kept.
# Expected: the least value, 1, as its own mirror image at the other end has it: the 90th percentile of 1 and 9 is 9.
# Why it matters: a share, a rating or a time below zero in a table, and lower ends of intervals from resampled means that no sample has.
. "$(dirname "$0")/lib/setup.sh"
node_packages stats-lite@2.2.0
node_code <<'JS'
const { percentile } = require("stats-lite");
const show = (name, values, ...shares) => console.log(`${name}: ${shares.map((share) => `${share} ${percentile(values, share).toFixed(1)}`).join(", ")}`);
show("1 and 9", [1, 9], 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1);
show("1 and nine times 100", [1, ...Array(9).fill(100)], 0.01, 0.05, 0.1, 1);
show("99 times 5 after 4", [4, ...Array(99).fill(5)], 0.001, 0.01);
JS
expect <<'SEEN'
1 and 9: 0.05 -2.2, 0.1 -1.4, 0.25 1.0, 0.5 5.0, 0.75 9.0, 0.9 9.0, 1 9.0
1 and nine times 100: 0.01 -38.6, 0.05 1.0, 0.1 50.5, 1 100.0
99 times 5 after 4: 0.001 3.6, 0.01 4.5
SEEN
