#!/bin/sh
# stats-analysis (npm): its filter of outliers takes the good value after a spike, keeps a spike of twice the loss, and every value that follows a zero.
#
# Version: stats-analysis 2.0.0, Node.js 20.
# Seen: differences to the value before are rounded to whole numbers and 1 is added, so 2.1 after 4.2 is a difference of 3, and 0.1 one of 1. After a zero, and
#   at the first place, the difference is NaN, which is never too large. A spike is as far from the value after it as from the one before: both are taken.
# Expected: the spike, which method "MAD" of the same package finds in each of these lists, and a result that does not depend on the unit.
# Why it matters: this is the default, recommended for series in time; losses and rewards near 1 are smaller than its unit.
. "$(dirname "$0")/lib/setup.sh"
node_packages stats-analysis@2.0.0
node_code <<'JS'
const stats = require("stats-analysis");
const series = {
  "spike of 9.5": [2.1, 2.0, 2.2, 9.5, 2.0, 2.1, 2.0],
  "spike of 4.2": [2.1, 2.0, 2.2, 4.2, 2.0, 2.1, 2.0],
  "the same in hundredths": [210, 200, 220, 420, 200, 210, 200],
  "spike after a zero": [0.5, 0.6, 0.5, 0, 9, 9, 0.5, 0.6],
  "spike at the start": [50, 10, 11, 10, 12, 10, 11],
};
for (const [name, values] of Object.entries(series)) {
  const taken = (method) => values.filter((_, k) => stats.indexOfOutliers(values, method).includes(k)).join(" ") || "nothing";
  console.log(`${name}, ${values.join(" ")}: taken ${taken()}; by MAD ${taken("MAD")}`);
}
JS
expect <<'SEEN'
spike of 9.5, 2.1 2 2.2 9.5 2 2.1 2: taken 9.5 2; by MAD 9.5
spike of 4.2, 2.1 2 2.2 4.2 2 2.1 2: taken nothing; by MAD 4.2
the same in hundredths, 210 200 220 420 200 210 200: taken 420 200; by MAD 420
spike after a zero, 0.5 0.6 0.5 0 9 9 0.5 0.6: taken 0.5; by MAD 0 9 9
spike at the start, 50 10 11 10 12 10 11: taken 10; by MAD 50
SEEN
