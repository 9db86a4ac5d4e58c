#!/bin/sh
# data-forge (npm): a model without a rating has a mean, a median and a greatest rating of 0, so with log-probabilities it is the best one.
#
# Version: data-forge 1.10.5, Node.js 20.
# Seen: average, median, min and max of a series without values, or with missing ones only, are 0; the standard deviation is 0 for the former and NaN for the
#   latter. Missing values beside others are left out: the mean of 8, nothing and 9 is 8.5.
# Expected: undefined, null or NaN, as there is no mean; mode gives undefined.
# Why it matters: log-probabilities, losses and penalties are below 0, so sorting the groups puts those that were never measured on top.
. "$(dirname "$0")/lib/setup.sh"
node_packages data-forge@1.10.5
node_code <<'JS'
const { DataFrame, Series } = require("data-forge");
for (const [name, values] of [["no values", []], ["missing values", [null, undefined]], ["one missing", [8, null, 9]]]) {
  const series = new Series(values);
  console.log(name, ["average", "median", "min", "max", "std", "mode"].map((method) => `${method} ${series[method]()}`).join(", "));
}
const rows = [{ model: "a", logProb: -3.5 }, { model: "b", logProb: null }, { model: "a", logProb: -2.5 }, { model: "c", logProb: -9 }];
const means = new DataFrame(rows).groupBy((row) => row.model).select((group) => ({ model: group.first().model, mean: group.deflate((row) => row.logProb).average() }));
console.log("best first:", means.inflate().orderByDescending((row) => row.mean).toArray().map((row) => `${row.model} ${row.mean}`).join(", "));
JS
expect <<'SEEN'
no values average 0, median 0, min 0, max 0, std 0, mode undefined
missing values average 0, median 0, min 0, max 0, std NaN, mode undefined
one missing average 8.5, median 8.5, min 8, max 9, std 0.5, mode 8
best first: b 0, a -3, c -9
SEEN
