#!/bin/sh
# ml-roc-multiclass (npm): the AUC of a reward model that ranks every bad answer above every good one is 1, and that of guessing is above one half.
#
# Version: ml-roc-multiclass 0.2.0, Node.js 20.
# Seen: an area below one half is replaced by 1 minus it, for each pair of classes, without a word; its documentation says "the Area under the curve".
# Expected: 0 for the wrong order, 0.25 where one pair of four is in order, and one half on average for random scores, as counted here by pairs.
# Why it matters: a reward model with its sign reversed looks perfect, and one that knows nothing looks better than guessing, the more so the fewer answers.
. "$(dirname "$0")/lib/setup.sh"
node_packages ml-roc-multiclass@0.2.0
node_code <<'JS'
const { getRocCurve, getAuc } = require("ml-roc-multiclass");
function byHand(labels, scores) {
  let [won, pairs] = [0, 0];
  labels.forEach((first, i) => labels.forEach((second, j) => {
    if (first === "bad" && second === "good") {
      pairs++;
      won += scores[j] > scores[i] ? 1 : scores[j] === scores[i] ? 0.5 : 0;
    }
  }));
  return won / pairs;
}
const labels = ["bad", "bad", "good", "good"];
for (const scores of [[1, 2, 3, 4], [1, 3, 2, 4], [2, 4, 1, 3], [4, 3, 2, 1], [7, 7, 7, 7]]) {
  console.log(`${labels} with ${scores}: ${getAuc(getRocCurve(labels, scores))}, by hand ${byHand(labels, scores)}`);
}
let state = 1;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
let [seen, right] = [0, 0];
for (let round = 0; round < 1000; round++) {
  const twenty = Array.from({ length: 20 }, (_, k) => (k < 10 ? "bad" : "good"));
  const scores = twenty.map(random);
  seen += getAuc(getRocCurve(twenty, scores)) / 1000;
  right += byHand(twenty, scores) / 1000;
}
console.log(`mean of 1000 random judges of 20 answers: ${seen.toFixed(2)}, by hand ${right.toFixed(2)}`);
JS
expect <<'SEEN'
bad,bad,good,good with 1,2,3,4: 1, by hand 1
bad,bad,good,good with 1,3,2,4: 0.75, by hand 0.75
bad,bad,good,good with 2,4,1,3: 0.75, by hand 0.25
bad,bad,good,good with 4,3,2,1: 1, by hand 0
bad,bad,good,good with 7,7,7,7: 0.5, by hand 0.5
mean of 1000 random judges of 20 answers: 0.60, by hand 0.50
SEEN
