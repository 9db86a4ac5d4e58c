#!/bin/sh
# science (npm): the roots of x^2 - 3 x + 2 are 2.5 and 3.5, and those of x^2 + 2 x + 5 are -2 - 2i and -2 + 2i.
#
# Version: science 1.9.3, Node.js 20.
# Seen: only the root of the discriminant is divided by 2 a, and -b is not, for complex roots too.
# Expected: 1 and 2, and -1 - 2i and -1 + 2i: the values of the polynomial at its roots, computed here, are 0.
# Why it matters: answers to school mathematics are checked with such functions; a model that solves the equation is wrong, but for double roots.
. "$(dirname "$0")/lib/setup.sh"
node_packages science@1.9.3
node_code <<'JS'
const science = require("science");
for (const [a, b, c] of [[1, -3, 2], [2, -6, 4], [1, 0, -4], [1, -2, 1]]) {
  const roots = science.quadratic()(a, b, c);
  const right = [-1, 1].map((sign) => (-b + sign * Math.sqrt(b * b - 4 * a * c)) / (2 * a));
  console.log(`${a} x^2 + ${b} x + ${c}: roots ${roots.join(", ")}, its values there ${roots.map((x) => a * x * x + b * x + c).join(", ")}; by hand ${right.join(", ")}`);
}
for (const [a, b, c] of [[1, 2, 5], [2, 4, 10]]) {
  const roots = science.quadratic().complex(true)(a, b, c);
  const at = ({ r, i }) => `${a * (r * r - i * i) + b * r + c} + ${2 * a * r * i + b * i} i`;
  console.log(`${a} x^2 + ${b} x + ${c}: roots ${roots.map(({ r, i }) => `${r} + ${i} i`).join(", ")}, its values there ${roots.map(at).join(", ")}; by hand -1 ± 2 i`);
}
JS
expect <<'SEEN'
1 x^2 + -3 x + 2: roots 2.5, 3.5, its values there 0.75, 3.75; by hand 1, 2
2 x^2 + -6 x + 4: roots 5.5, 6.5, its values there 31.5, 49.5; by hand 1, 2
1 x^2 + 0 x + -4: roots -2, 2, its values there 0, 0; by hand -2, 2
1 x^2 + -2 x + 1: roots 1, its values there 0; by hand 1, 1
1 x^2 + 2 x + 5: roots -2 + -2 i, -2 + 2 i, its values there 1 + 4 i, 1 + -4 i; by hand -1 ± 2 i
2 x^2 + 4 x + 10: roots -4 + -2 i, -4 + 2 i, its values there 18 + 24 i, 18 + -24 i; by hand -1 ± 2 i
SEEN
