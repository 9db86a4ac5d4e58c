#!/bin/sh
# rouge (npm): the ROUGE-1 of a text with itself is 0.54 if some of its words stand there twice, its ROUGE-S is NaN, and "now here" has a ROUGE-2 of 1 with "no where".
#
# Version: rouge 1.0.3, Node.js 20.
# Seen: the words that two texts have in common are counted once each, and the words of the reference as often as they stand there. The words of a pair are
#   joined without a blank between them. s() divides a list by a number, which is NaN for every text of three words or more.
# Expected: 1 for a text with itself, whatever its words are; no common pair of "now here" and "no where".
# Why it matters: a perfect answer never reaches the full score, and loses the more the longer it is, as longer texts repeat more words.
. "$(dirname "$0")/lib/setup.sh"
node_packages rouge@1.0.3
node_code <<'JS'
const rouge = require("rouge");
const text = "the cat sat on the mat and the dog sat on the cat";
for (const [answer, reference] of [
  ["yes", "yes"],
  ["the red and the blue", "the red and the blue"],
  [text, text],
  ["now here", "no where"],
  ["it is four", "it is four"],
]) {
  const pairs = answer.includes(" ") ? `, ROUGE-2 ${rouge.n(answer, reference, 2).toFixed(2)}, ROUGE-S ${rouge.s(answer, reference)}` : "";
  console.log(`"${answer}", "${reference}": ROUGE-1 ${rouge.n(answer, reference).toFixed(2)}${pairs}`);
}
JS
expect <<'SEEN'
"yes", "yes": ROUGE-1 1.00
"the red and the blue", "the red and the blue": ROUGE-1 0.80, ROUGE-2 1.00, ROUGE-S NaN
"the cat sat on the mat and the dog sat on the cat", "the cat sat on the mat and the dog sat on the cat": ROUGE-1 0.54, ROUGE-2 0.75, ROUGE-S NaN
"now here", "no where": ROUGE-1 0.00, ROUGE-2 1.00, ROUGE-S NaN
"it is four", "it is four": ROUGE-1 1.00, ROUGE-2 1.00, ROUGE-S NaN
SEEN
