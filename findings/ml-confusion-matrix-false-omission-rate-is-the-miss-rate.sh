#!/bin/sh
# ml-confusion-matrix (npm): the false omission rate is 0.5 where it is 0.01: it is the false negative rate, under another name.
#
# Version: ml-confusion-matrix 2.0.0, Node.js 20.
# Seen: getFalseOmissionRate divides the missed good answers by all good answers, not by all answers that were called bad. The package's own negative
#   predictive value, 0.99, is one minus the right number.
# Expected: FN / (FN + TN), 1 of 99 answers that were called bad.
# Why it matters: the rate tells how many of the answers that a filter throws away are good; here it says half where it is one of a hundred.
. "$(dirname "$0")/lib/setup.sh"
node_packages ml-confusion-matrix@2.0.0
node_code <<'JS'
const { ConfusionMatrix } = require("ml-confusion-matrix");
const truth = ["good", "good", ...Array(98).fill("bad")], verdicts = ["good", ...Array(99).fill("bad")];
const matrix = ConfusionMatrix.fromLabels(truth, verdicts);
console.log("one of two good answers found, 98 bad ones called bad");
console.log("false omission rate " + matrix.getFalseOmissionRate("good").toFixed(2));
console.log("1 - negative predictive value " + (1 - matrix.getNegativePredictiveValue("good")).toFixed(2));
console.log("false negative rate " + matrix.getFalseNegativeRate("good").toFixed(2));
JS
expect <<'SEEN'
one of two good answers found, 98 bad ones called bad
false omission rate 0.50
1 - negative predictive value 0.01
false negative rate 0.50
SEEN
