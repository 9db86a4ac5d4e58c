#!/bin/sh
# d3-array (npm): the mean of a column with the cells 8, nothing and 9 is 5.67, because an empty cell is zero; null and NaN are left out.
#
# Version: d3-array 3.2.5, d3-dsv 3.0.2, Node.js 20.
# Seen: csvParse gives "" for an empty cell, and mean, median, sum, deviation and quantile take it for 0, as +"" is. The greatest of the cells 9 and 10 is
#   9, because min, max and extent compare texts, and the least of 8, nothing and 9 is nothing.
# Expected: the cell left out, as null, undefined and NaN are.
# Why it matters: a file of ratings read by d3-dsv, as charts with d3 do it, has a zero for each answer without a rating.
. "$(dirname "$0")/lib/setup.sh"
node_packages d3-array@3.2.5 d3-dsv@3.0.2
node_code <<'JS'
(async () => {
  const { mean, median, deviation, min, max } = await import("d3-array");
  const { csvParse } = await import("d3-dsv");
  for (const cells of [["8", "", "9"], ["8", "9", "10"]]) {
    const rows = csvParse("answer,rating\n" + cells.map((cell, i) => `${i},${cell}`).join("\n"));
    const rating = row => row.rating;
    console.log(`${JSON.stringify(cells)}: mean ${mean(rows, rating).toFixed(2)}, median ${median(rows, rating)}, deviation ${deviation(rows, rating).toFixed(2)}, ` +
      `least ${JSON.stringify(min(rows, rating))}, greatest ${JSON.stringify(max(rows, rating))}`);
  }
  console.log(`[8, null, 9]: mean ${mean([8, null, 9])}; [8, NaN, 9]: mean ${mean([8, NaN, 9])}`);
})();
JS
expect <<'SEEN'
["8","","9"]: mean 5.67, median 8, deviation 4.93, least "", greatest "9"
["8","9","10"]: mean 9.00, median 9, deviation 1.00, least "10", greatest "9"
[8, null, 9]: mean 8.5; [8, NaN, 9]: mean 8.5
SEEN
