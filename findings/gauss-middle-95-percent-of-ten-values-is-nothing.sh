#!/bin/sh
# gauss (npm): the middle half of 1, 2, 3 and 4 is 1 and 2, the middle 95 % of ten values is empty, and the deviation within it NaN.
#
# Version: gauss 0.2.12, Node.js 20.
# Seen: density(p) begins and ends one place too early, and where the beginning is the place -1, it is counted from the end. percentile(1) is undefined.
# Expected: the values between the two percentiles, as documented: "vector.density(0.50) would return the values between the 25% and 75% percentile". Their
#   places are computed here by hand.
# Why it matters: latencies and rewards are trimmed on both sides so; here the best ones go and the worst ones stay, and a small sample vanishes.
. "$(dirname "$0")/lib/setup.sh"
node_packages gauss@0.2.12
node_code <<'JS'
const gauss = require("gauss");
for (const [n, share] of [[4, 0.5], [8, 0.5], [10, 0.8], [10, 0.9], [10, 0.95], [100, 0.9]]) {
  const values = Array.from({ length: n }, (_, k) => k + 1);
  const cut = Math.round((n * (1 - share)) / 2);
  const right = values.slice(cut, n - cut);
  const vector = new gauss.Vector(values);
  const seen = vector.density(share).toArray();
  const brief = (list) => (list.length ? `${list[0]} to ${list.at(-1)}` : "nothing");
  console.log(`middle ${share * 100} % of 1 to ${n}: ${brief(seen)}, deviation ${vector.stdev(share).toFixed(2)}; by hand ${brief(right)}`);
}
JS
expect <<'SEEN'
middle 50 % of 1 to 4: 1 to 2, deviation 0.50; by hand 2 to 3
middle 50 % of 1 to 8: 2 to 5, deviation 1.12; by hand 3 to 6
middle 80 % of 1 to 10: 1 to 8, deviation 2.29; by hand 2 to 9
middle 90 % of 1 to 10: nothing, deviation NaN; by hand 1 to 10
middle 95 % of 1 to 10: nothing, deviation NaN; by hand 1 to 10
middle 90 % of 1 to 100: 5 to 94, deviation 25.98; by hand 6 to 95
SEEN
