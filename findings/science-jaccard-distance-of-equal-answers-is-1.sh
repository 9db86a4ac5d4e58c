#!/bin/sh
# science (npm): the Jaccard distance of two equal vectors is 1 and that of opposite ones 0, so hcluster joins the answers that have nothing in common.
#
# Version: science 1.9.3, Node.js 20.
# Seen: the share of equal places is returned, which is a similarity, and none of Jaccard's either: places where both are 0 count as agreement.
# Expected: the distances computed here by hand from the sets; all other functions of science.stats.distance are 0 for equal vectors.
# Why it matters: answers, or the questions that models fail, are clustered by what they have in common: the first cluster holds the two most different ones.
. "$(dirname "$0")/lib/setup.sh"
node_packages science@1.9.3
node_code <<'JS'
const { stats } = require("science");
const vectors = { a: [1, 1, 0, 0, 0], b: [1, 1, 0, 0, 0], c: [0, 0, 1, 1, 1], d: [1, 0, 0, 0, 0] };
const byHand = (x, y) => 1 - x.filter((v, k) => v && y[k]).length / x.filter((v, k) => v || y[k]).length;
for (const pair of ["ab", "ac", "ad", "cd"]) {
  const [x, y] = [...pair].map((name) => vectors[name]);
  console.log(`${x} and ${y}: jaccard ${stats.distance.jaccard(x, y)}, by hand ${byHand(x, y)}; hamming ${stats.distance.hamming(x, y)}`);
}
for (const distance of [stats.distance.jaccard, stats.distance.hamming, byHand]) {
  const tree = stats.hcluster().distance(distance)(Object.values(vectors));
  const name = (node) => Object.keys(vectors).find((key) => vectors[key] === node.centroid);
  let node = tree;
  while (node.left.size > 1 || node.right.size > 1) node = node.left.size > 1 ? node.left : node.right;
  console.log(`${distance.name} joins first: ${name(node.left)} and ${name(node.right)}`);
}
JS
expect <<'SEEN'
1,1,0,0,0 and 1,1,0,0,0: jaccard 1, by hand 0; hamming 0
1,1,0,0,0 and 0,0,1,1,1: jaccard 0, by hand 1; hamming 5
1,1,0,0,0 and 1,0,0,0,0: jaccard 0.8, by hand 0.5; hamming 1
0,0,1,1,1 and 1,0,0,0,0: jaccard 0.2, by hand 1; hamming 4
jaccard joins first: a and c
hamming joins first: a and b
byHand joins first: a and b
SEEN
