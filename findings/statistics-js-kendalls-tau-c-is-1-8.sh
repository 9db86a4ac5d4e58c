#!/bin/sh
# statistics.js (npm): Kendall's tau-c of two judges who agree on all answers is 1.5 for four answers, 1.8 for ten and 1.97 for sixty.
#
# Version: statistics.js 1.0.0, Node.js 20.
# Seen: the number of classes, the lesser of those that the two judges use, is always taken as 2, also for ten ratings that all differ. With two classes
#   tau-c is right, but there tau-b is 0.67 for judges who agree on all answers.
# Expected: a number from -1 to 1, which is 1 for perfect agreement on as many classes as answers: twice the smaller number of classes m, times the
#   concordant less the discordant pairs, divided by n * n * (m - 1).
# Why it matters: tau-c is the one for tables that are not square, such as a judge with ten grades and people with five; there 0.9 stands for 0.56.
. "$(dirname "$0")/lib/setup.sh"
node_packages statistics.js@1.0.0
node_code <<'JS'
const Statistics = require("statistics.js");
function seen(name, ratings) {
  const rows = ratings.map(([judge, people]) => ({ judge, people }));
  const classes = Math.min(new Set(rows.map((row) => row.judge)).size, new Set(rows.map((row) => row.people)).size);
  let difference = 0;
  rows.forEach((row, i) => rows.slice(i + 1).forEach((other) => { difference += Math.sign(row.judge - other.judge) * Math.sign(row.people - other.people); }));
  const right = (2 * classes * difference) / (rows.length ** 2 * (classes - 1));
  const tau = new Statistics(rows, { judge: "ordinal", people: "ordinal" }).kendallsTau("judge", "people");
  console.log(`${name}: tau-b ${tau.b.tauB.toFixed(2)}, tau-c ${tau.c.tauC.toFixed(2)}, by its definition ${right.toFixed(2)}`);
}
const numbers = (count) => Array.from({ length: count }, (_, i) => [i + 1, i + 1]);
seen("four answers", numbers(4));
seen("ten answers", numbers(10));
seen("sixty answers", numbers(60));
seen("ten answers, reversed", numbers(10).map(([a, b]) => [a, 11 - b]));
seen("two classes", [[1, 1], [1, 1], [2, 2], [2, 2]]);
seen("three classes", [[1, 1], [1, 1], [2, 2], [2, 3], [3, 3], [3, 2]]);
JS
expect <<'SEEN'
four answers: tau-b 1.00, tau-c 1.50, by its definition 1.00
ten answers: tau-b 1.00, tau-c 1.80, by its definition 1.00
sixty answers: tau-b 1.00, tau-c 1.97, by its definition 1.00
ten answers, reversed: tau-b -1.00, tau-c -1.80, by its definition -1.00
two classes: tau-b 0.67, tau-c 1.00, by its definition 1.00
three classes: tau-b 0.67, tau-c 0.89, by its definition 0.67
SEEN
