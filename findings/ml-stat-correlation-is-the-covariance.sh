#!/bin/sh
# ml-stat (npm): matrix.correlation returns the covariance: two judges who agree perfectly have a "correlation" of 25.
#
# Version: ml-stat 1.3.3, Node.js 20.
# Seen: correlation and covariance of the same ratings are the same matrix; multiplied by 100, the ratings have a correlation that is 10,000 times as
#   large. matrix.zScores, from which it is made, does not divide by the deviation: the arguments of standardDeviation are given in another order.
# Expected: 1 on the diagonal, and a correlation that does not depend on the unit.
# Why it matters: it is right for ratings whose deviation is 1 by chance, and any number otherwise.
. "$(dirname "$0")/lib/setup.sh"
node_packages ml-stat@1.3.3
node_code <<'JS'
const { matrix } = require("ml-stat");
const ratings = [[5, 50], [15, 60], [10, 55]];
console.log("correlation", JSON.stringify(matrix.correlation(ratings)));
console.log("covariance", JSON.stringify(matrix.covariance(ratings)));
console.log("correlation of the ratings times 100", JSON.stringify(matrix.correlation(ratings.map((row) => row.map((value) => value * 100)))));
console.log("z-scores", JSON.stringify(matrix.zScores(ratings)), "deviation", JSON.stringify(matrix.standardDeviation(ratings)));
JS
expect <<'SEEN'
correlation [[25,25],[25,25]]
covariance [[25,25],[25,25]]
correlation of the ratings times 100 [[250000,250000],[250000,250000]]
z-scores [[-5,-5],[5,5],[0,0]] deviation [5,5]
SEEN
