#!/bin/sh
# string-comparison (npm): the cosine and Jaccard similarity of "listen" and "silent" is 1, and so is that of "no" and "no no no".
#
# Version: string-comparison 1.3.0, Node.js 20.
# Seen: both compare the sets of letters of two texts, without their order, their number and their case.
# Expected: by the README, sets of n-grams, "sequences of n characters", as in java-string-similarity, whose implementation it says to be; there "listen" and
#   "silent" have a similarity of 0.
# Why it matters: with a threshold on the similarity, "on" is a duplicate of "no", and an answer that repeats one word is equal to the word.
. "$(dirname "$0")/lib/setup.sh"
node_packages string-comparison@1.3.0
node_code <<'JS'
const { cosine, jaccardIndex, diceCoefficient } = require("string-comparison").default;
for (const [first, second] of [["listen", "silent"], ["no", "on"], ["no", "NO NO NO"], ["the end", "need the teeth"], ["yes", "no"]]) {
  console.log(`${first}, ${second}: cosine ${cosine.similarity(first, second).toFixed(2)}, Jaccard ${jaccardIndex.similarity(first, second).toFixed(2)}, `
    + `Dice ${diceCoefficient.similarity(first, second).toFixed(2)}`);
}
JS
expect <<'SEEN'
listen, silent: cosine 1.00, Jaccard 1.00, Dice 0.20
no, on: cosine 1.00, Jaccard 1.00, Dice 0.00
no, NO NO NO: cosine 1.00, Jaccard 1.00, Dice 0.33
the end, need the teeth: cosine 1.00, Jaccard 1.00, Dice 0.38
yes, no: cosine 0.00, Jaccard 0.00, Dice 0.00
SEEN
