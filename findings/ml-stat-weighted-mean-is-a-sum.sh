#!/bin/sh
# ml-stat (npm): the weighted mean of ratings from 1 to 5 is 14: array.weightedMean does not divide by the weights.
#
# Version: ml-stat 1.3.3, Node.js 20.
# Seen: array.weightedMean is the sum of values times weights, so twice the weights give twice the mean; array.weightedVariance is taken about it.
#   matrix.weightedMean of the same values does divide.
# Expected: a mean between the least and the greatest value, as matrix.weightedMean gives.
# Why it matters: it is right for weights that add up to 1 only; counts of judges, or of tokens, do not.
. "$(dirname "$0")/lib/setup.sh"
node_packages ml-stat@1.3.3
node_code <<'JS'
const { array, matrix } = require("ml-stat");
for (const weights of [[0.2, 0.4, 0.4], [1, 2, 2], [2, 4, 4]]) {
  const ratings = [4, 1, 4];
  const column = ratings.map((rating) => [rating]);
  console.log(`weights ${weights}: array ${array.weightedMean(ratings, weights).toFixed(2)}, matrix ${matrix.weightedMean(column, weights)[0].toFixed(2)}, `
    + `variance ${array.weightedVariance(ratings, weights).toFixed(2)}`);
}
JS
expect <<'SEEN'
weights 0.2,0.4,0.4: array 2.80, matrix 2.80, variance 3.38
weights 1,2,2: array 14.00, matrix 2.80, variance 199.38
weights 2,4,4: array 28.00, matrix 2.80, variance 995.63
SEEN
