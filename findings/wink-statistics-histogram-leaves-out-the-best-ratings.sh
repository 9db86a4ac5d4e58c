#!/bin/sh
# wink-statistics (npm): its histogram counts 23 of 28 ratings from 1.3 to 9.3: the best five are left out, unless it is told the number of digits.
#
# Version: wink-statistics 2.1.1, Node.js 20.
# Seen: the ends of the classes are rounded to whole numbers, also where this moves the last one below the greatest value; what lies above it is counted
#   nowhere, while "size" and "max" are those of all values.
# Expected: frequencies that sum to the number of values, for every dataPrecision: it is documented as the decimal places of the data, 0 by default.
# Why it matters: the best answers, or the slowest ones, are not in the picture, and the bars do not sum to the number of answers.
. "$(dirname "$0")/lib/setup.sh"
node_packages wink-statistics@2.1.1
node_code <<'JS'
const { data } = require("wink-statistics");
const ratings = [1.3, 1.5, 2.1, 2.1, 2.1, 2.3, 2.6, 2.8, 3.4, 4.6, 4.9, 5.3, 6, 6.3, 6.4, 7, 7.1, 7.2, 7.2, 7.5, 7.9, 8.4, 8.7, 9.1, 9.2, 9.2, 9.3, 9.3];
const lists = { ratings, "six ratings": [1.4, 2.4, 3.4, 4.4, 5.4, 5.4], "whole numbers": [1, 2, 2, 3, 3, 3, 4, 4, 5, 5] };
for (const [name, values] of Object.entries(lists)) {
  for (const digits of [undefined, 1]) {
    const { classes, frequencies, size, max } = data.histogram(values, digits);
    console.log(`${name}, dataPrecision ${digits}: counted ${frequencies.reduce((a, b) => a + b)} of ${size}, last class ends at ${classes.at(-1).max}, greatest ${max}`);
  }
}
JS
expect <<'SEEN'
ratings, dataPrecision undefined: counted 23 of 28, last class ends at 9, greatest 9.3
ratings, dataPrecision 1: counted 28 of 28, last class ends at 12.4, greatest 9.3
six ratings, dataPrecision undefined: counted 4 of 6, last class ends at 5, greatest 5.4
six ratings, dataPrecision 1: counted 6 of 6, last class ends at 8.6, greatest 5.4
whole numbers, dataPrecision undefined: counted 10 of 10, last class ends at 5, greatest 5
whole numbers, dataPrecision 1: counted 10 of 10, last class ends at 5.2, greatest 5
SEEN
