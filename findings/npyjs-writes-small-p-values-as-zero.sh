#!/bin/sh
# npyjs (npm): dump writes the p-value 1e-50 as 0, 0.7 as 0.699999988079071 and 123456789.5 as 123456792, because a list of numbers becomes float32.
#
# Version: npyjs 1.2.0, Node.js 20.
# Seen: dump of a list with a number that is no integer writes NumPy's <f4, unless one of them is above 3.4e38. What is below 1.4e-45 is 0, and every other
#   number keeps seven digits. Only the greatest number is looked at, and nothing is reported; a Float64Array of the same numbers is written as <f8.
# Expected: <f8: every number of JavaScript is a double, and NumPy itself makes <f8 of such a list.
# Why it matters: p-values and likelihoods are 0 in the file, their logarithms are infinite, and sums of log-probabilities differ in the fifth decimal.
. "$(dirname "$0")/lib/setup.sh"
node_packages npyjs@1.2.0
node_code <<'JS'
const { writeFileSync } = require("fs");
const { dump, parse } = require("npyjs");
const show = (name, values) => {
  const file = dump(values);
  writeFileSync(`${name}.npy`, Buffer.from(file));
  const { data, dtype } = parse(file);
  console.log(`${name} [${values.join(", ")}] ${dtype}: ${data.join(", ")}`);
};
show("p-values", [0.04, 1e-50, 2.5e-46]);
show("ratings", [0.7, 7.9]);
show("log-probabilities", [-12345.678901, -0.1]);
show("counts", [123456789.5, 16777217, 2]);
show("doubles", new Float64Array([0.7, 1e-50]));
JS
expect <<'SEEN'
p-values [0.04, 1e-50, 2.5e-46] f4: 0.03999999910593033, 0, 0
ratings [0.7, 7.9] f4: 0.699999988079071, 7.900000095367432
log-probabilities [-12345.678901, -0.1] f4: -12345.6787109375, -0.10000000149011612
counts [123456789.5, 16777217, 2] f4: 123456792, 16777216, 2
doubles [0.7, 1e-50] f8: 0.7, 1e-50
SEEN
