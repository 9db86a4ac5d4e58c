#!/bin/sh
# regression (npm): the power law of losses that are exactly 3 / sqrt(size) is 2.05 * size^-0.36 as soon as one of them is missing.
#
# Version: regression 2.0.1, Node.js 20.
# Seen: a missing value, null, is left out of the sums, and still counted in the number of points, by "power" and "logarithmic"; "linear", "exponential" and
#   "polynomial" do not count it. The power law without the missing point is exact.
# Expected: 3 and -0.5 with the gap, as without it: the package skips null on purpose.
# Why it matters: laws of scaling are fitted to losses by size, and a run that is still missing changes the exponent, without a word.
. "$(dirname "$0")/lib/setup.sh"
node_packages regression@2.0.1
node_code <<'JS'
const regression = require("regression");
const sizes = [1, 2, 4, 8, 16, 32];
const laws = { power: (x) => 3 / Math.sqrt(x), logarithmic: (x) => 3 - 0.5 * Math.log(x), exponential: (x) => 3 * Math.exp(-0.05 * x), linear: (x) => 3 - 0.05 * x };
for (const [name, law] of Object.entries(laws)) {
  const all = sizes.map((x) => [x, law(x)]);
  const gap = all.map(([x, y]) => [x, x === 8 ? null : y]);
  const without = all.filter(([x]) => x !== 8);
  const shown = [all, gap, without].map((points) => regression[name](points, { precision: 4 }).equation.join(", "));
  console.log(`${name}: all points ${shown[0]}; one missing ${shown[1]}; the point left out ${shown[2]}`);
}
JS
expect <<'SEEN'
power: all points 3, -0.5; one missing 2.0457, -0.3559; the point left out 3, -0.5
logarithmic: all points 3, -0.5; one missing 1.9545, -0.1065; the point left out 3, -0.5
exponential: all points 3, -0.05; one missing 3, -0.05; the point left out 3, -0.05
linear: all points -0.05, 3; one missing -0.05, 3; the point left out -0.05, 3
SEEN
