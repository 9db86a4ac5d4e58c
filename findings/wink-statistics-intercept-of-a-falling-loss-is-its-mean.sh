#!/bin/sh
# wink-statistics (npm): the line through a loss that falls from 2 to 0.6 has a slope of 0 and an intercept of 1.3, and its standard error divides by n - 1.
#
# Version: wink-statistics 2.1.1, Node.js 20.
# Seen: the intercept is computed from the slope after it has been rounded to four digits, and r2 and the standard error from rounded numbers too. With
#   result(8) the intercept is 2. The error of three points is 0.866 also with all digits.
# Expected: intercepts of 2 and 1, and a standard error of 1.2247, the square root of the squared residuals by n - 2, as computed here by hand.
# Why it matters: losses and rewards are followed over thousands of steps, where every slope is small: the line is moved by half of what was learned.
. "$(dirname "$0")/lib/setup.sh"
node_packages wink-statistics@2.1.1
node_code <<'JS'
const { streaming } = require("wink-statistics");
function byHand(points) {
  const n = points.length;
  const mean = (k) => points.reduce((sum, p) => sum + p[k], 0) / n;
  const [x, y] = [mean(0), mean(1)];
  const slope = points.reduce((s, p) => s + (p[0] - x) * (p[1] - y), 0) / points.reduce((s, p) => s + (p[0] - x) ** 2, 0);
  const intercept = y - slope * x;
  const error = Math.sqrt(points.reduce((s, p) => s + (p[1] - intercept - slope * p[0]) ** 2, 0) / (n - 2));
  return `slope ${slope.toFixed(6)}, intercept ${intercept.toFixed(4)}, error ${error.toFixed(4)}`;
}
const losses = Array.from({ length: 101 }, (_, k) => [k * 1000, 2 - 0.000014 * k * 1000]);
for (const [name, points] of [["loss over 100,000 steps", losses], ["three points", [[1, 1], [2, 3], [3, 2]]]]) {
  for (const digits of [undefined, 8]) {
    const line = streaming.simpleLinearRegression();
    points.forEach(([x, y]) => line.compute(x, y));
    const { slope, intercept, se } = line.result(digits);
    console.log(`${name}: slope ${slope}, intercept ${intercept}, error ${se}; by hand ${byHand(points)}`);
  }
}
JS
expect <<'SEEN'
loss over 100,000 steps: slope 0, intercept 1.3, error 0; by hand slope -0.000014, intercept 2.0000, error 0.0000
loss over 100,000 steps: slope -0.000014, intercept 2, error 0; by hand slope -0.000014, intercept 2.0000, error 0.0000
three points: slope 0.5, intercept 1, error 0.866; by hand slope 0.500000, intercept 1.0000, error 1.2247
three points: slope 0.5, intercept 1, error 0.8660254; by hand slope 0.500000, intercept 1.0000, error 1.2247
SEEN
