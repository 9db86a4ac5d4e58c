#!/bin/sh
# talisman (npm): the symmetric Tversky index of "yes" with itself is 0.75, that of "ye" and "yes" 1.33, and that of "yes" and "yard" 0.53 in place of 0.29.
#
# Version: talisman 1.1.4, Node.js 20.
# Seen: tversky with symmetric: true raises alpha - 1 to the power of the larger difference, where 1 - alpha is to be multiplied by it. With equal texts the
#   power is 1, so n letters have n / (n + beta); with one letter of difference it is negative, so the index is above 1.
# Expected: 1, 0.8 and 0.29 with alpha 0.5 and beta 1, by the formula of the page that the code names; without symmetric the index is right.
# Why it matters: a threshold on the index, or a greatest one, prefers texts that differ to equal ones.
. "$(dirname "$0")/lib/setup.sh"
node_packages talisman@1.1.4
node_code <<'JS'
const tversky = require("talisman/metrics/tversky");
for (const [first, second] of [["yes", "yes"], ["a", "a"], ["ye", "yes"], ["yes", "yard"], ["yes", "no"]]) {
  const [x, y] = [new Set(first), new Set(second)];
  const common = [...x].filter((letter) => y.has(letter)).length;
  const [less, more] = [x.size - common, y.size - common].sort((a, b) => a - b);
  const seen = tversky({ alpha: 0.5, beta: 1, symmetric: true }, x, y);
  const right = common / (common + 0.5 * less + 0.5 * more);
  const plain = tversky({ alpha: 0.5, beta: 0.5 }, x, y);
  console.log(`"${first}", "${second}": symmetric ${seen.toFixed(2)}, by the formula ${right.toFixed(2)}, not symmetric ${plain.toFixed(2)}`);
}
JS
expect <<'SEEN'
"yes", "yes": symmetric 0.75, by the formula 1.00, not symmetric 1.00
"a", "a": symmetric 0.50, by the formula 1.00, not symmetric 1.00
"ye", "yes": symmetric 1.33, by the formula 0.80, not symmetric 0.80
"yes", "yard": symmetric 0.53, by the formula 0.29, not symmetric 0.29
"yes", "no": symmetric 0.00, by the formula 0.00, not symmetric 0.00
SEEN
