#!/bin/sh
# krippendorff (npm): samples after the end of the first rater's list are left out; alpha is 1 in place of 0.68.
#
# Version: krippendorff 0.1.0, Node.js 20.
# Seen: the number of samples is the length of the first rater's list. Three judges rate three answers, and the judge who has not rated the last one, on
#   which the others disagree, comes first: alpha is 1. With the same judge in another place, or with undefined written for the rating, it is 0.68.
# Expected: 0.68 each time. The package's documentation itself leaves out a rating at the end of a list.
# Why it matters: the order in which judges are listed decides whether they agree, and the answers left out are those that a judge refused.
. "$(dirname "$0")/lib/setup.sh"
node_packages krippendorff@0.1.0
node_code <<'JS'
const { alpha } = require("krippendorff");
const short = [1, 2], first = [1, 2, 3], second = [1, 2, 4];
console.log("short list first: " + alpha([short, first, second]).toFixed(2));
console.log("short list in the middle: " + alpha([first, short, second]).toFixed(2));
console.log("short list last: " + alpha([first, second, short]).toFixed(2));
console.log("undefined in the first list: " + alpha([[1, 2, undefined], first, second]).toFixed(2));
JS
expect <<'SEEN'
short list first: 1.00
short list in the middle: 0.68
short list last: 0.68
undefined in the first list: 0.68
SEEN
