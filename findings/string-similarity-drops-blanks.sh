#!/bin/sh
# string-similarity (npm): "x = 1 1" is equal to "x = 11", and "nowhere" to "now here", because blanks are dropped; of "B" and "A." the best match for "A" is "B".
#
# Version: string-similarity 4.0.4, Node.js 20.
# Seen: all blanks and line ends are taken out before pairs of letters are counted; a text of one letter has a similarity of 0 with all but itself.
# Expected: less than 1 for texts that differ. The documentation calls the measure mostly better than the Levenshtein distance, and does not mention blanks.
# Why it matters: wrong answers have full marks; for answers of one letter or digit the best match is the first of the list.
. "$(dirname "$0")/lib/setup.sh"
node_packages string-similarity@4.0.4
node_code <<'JS'
const { compareTwoStrings, findBestMatch } = require("string-similarity");
for (const [first, second] of [["x = 1 1", "x = 11"], ["now here", "nowhere"], ["10", "1 0"], ["A", "A."], ["no", "on"]]) {
  console.log(`${JSON.stringify(first)}, ${JSON.stringify(second)}: ${compareTwoStrings(first, second)}`);
}
console.log("best match of A among B and A.: " + findBestMatch("A", ["B", "A."]).bestMatch.target);
JS
expect <<'SEEN'
"x = 1 1", "x = 11": 1
"now here", "nowhere": 1
"10", "1 0": 1
"A", "A.": 0
"no", "on": 0
best match of A among B and A.: B
SEEN
