#!/bin/sh
# datalib (npm): the correlation of two judges who always agree is -0.67 if there is one answer that neither of them has rated.
#
# Version: datalib 1.9.3, Node.js 20.
# Seen: cor takes the means and deviations of the ratings that are there, but multiplies by the number of all answers, rated or not; the covariance and the
#   linear regression beside it count the rated ones only. If one judge rated the answer, cor gives a number too, where these two refuse.
# Expected: 1, which the regression's R is, and the correlation of the pairs that are there.
# Why it matters: gaps in ratings are common; the correlation of a judge with people is far off, without a word, and NaN ratings do the same.
. "$(dirname "$0")/lib/setup.sh"
node_packages datalib@1.9.3
node_code <<'JS'
const dl = require("datalib");
const byHand = (a, b) => {
  const pairs = a.map((x, k) => [x, b[k]]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const mean = (k) => pairs.reduce((s, p) => s + p[k], 0) / pairs.length;
  const [m, n] = [mean(0), mean(1)];
  const sum = (f) => pairs.reduce((s, p) => s + f(p[0] - m, p[1] - n), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((x, y) => y * y));
};
const attempt = (f) => {
  try {
    return f().toFixed(2);
  } catch (error) {
    return error.message;
  }
};
for (const [a, b] of [[[1, 2, 3], [2, 4, 6]], [[1, 2, 3, null], [2, 4, 6, null]], [[1, 2, 3, NaN], [2, 4, 6, NaN]], [[7, 8, 9, 8, null, 6], [7, 8, 9, 8, null, 6]], [[1, 2, 3, 4, 5, null], [2, 1, 4, 3, 5, 4]]]) {
  console.log(`${a.map(String)} and ${b.map(String)}: cor ${attempt(() => dl.cor(a, b))}, regression R ${attempt(() => dl.linearRegression(a, b).R)}, by hand ${byHand(a, b).toFixed(2)}`);
}
JS
expect <<'SEEN'
1,2,3 and 2,4,6: cor 1.00, regression R 1.00, by hand 1.00
1,2,3,null and 2,4,6,null: cor -0.67, regression R 1.00, by hand 1.00
1,2,3,NaN and 2,4,6,NaN: cor -0.67, regression R 1.00, by hand 1.00
7,8,9,8,null,6 and 7,8,9,8,null,6: cor -8.09, regression R 1.00, by hand 1.00
1,2,3,4,5,null and 2,1,4,3,5,4: cor -0.34, regression R Valid values must align., by hand 0.80
SEEN
