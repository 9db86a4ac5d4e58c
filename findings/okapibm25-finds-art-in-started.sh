#!/bin/sh
# okapibm25 (npm): a search for "art" finds "the party started" first, and one for "3.5" finds 345.
#
# Version: okapibm25 1.4.1, Node.js 20.
# Seen: a keyword is counted wherever its letters stand, as a regular expression: in the middle of words, and with a full stop for any character. The
#   length of a document is counted in words. b = 0, which should leave the length out of account, is taken for "not given", which is 0.75.
# Expected: words, as the README's "bag-of-words" says, and the b that was given.
# Why it matters: examples that are fetched for a prompt are the wrong ones, and a comparison of values of b compares 0.75 with itself.
. "$(dirname "$0")/lib/setup.sh"
node_packages okapibm25@1.4.1
node_code <<'JS'
const bm25 = require("okapibm25").default;
const scores = (documents, word, constants) => bm25(documents, [word], constants).map((score) => score.toFixed(2)).join(" ");
console.log("art:", scores(["the party started", "modern art in Rome", "a walk in the park"], "art"));
console.log("3.5:", scores(["page 345 of 3125", "a rating of 3.5", "no number"], "3.5"));
const documents = ["judge", "judge of many and long answers to a prompt", "prompt", "answer"];
console.log([0, 0.75, 0.0001].map((b) => `b = ${b}: ${scores(documents, "judge", { b })}`).join(" "));
JS
expect <<'SEEN'
art: 0.70 0.47 0.00
3.5: 0.95 0.85 0.00
b = 0: 0.95 0.38 0.00 0.00 b = 0.75: 0.95 0.38 0.00 0.00 b = 0.0001: 0.69 0.69 0.00 0.00
SEEN
