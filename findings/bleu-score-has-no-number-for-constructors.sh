#!/bin/sh
# bleu-score (npm): the BLEU of an answer with the word "constructor" in it is NaN, also against itself.
#
# Version: bleu-score 1.0.4, Node.js 20.
# Seen: words are counted in a plain object, which has a "constructor", a "toString" and a "valueOf" before anything is counted.
# Expected: a number from 0 to 1, as with every other word.
# Why it matters: answers about programming lose their score, and one of them makes the mean of an evaluation NaN.
. "$(dirname "$0")/lib/setup.sh"
node_packages bleu-score@1.0.4
node_code <<'JS'
const { bleu } = require("bleu-score");
for (const word of ["builder", "constructor", "toString", "valueOf"]) {
  const answer = `call the ${word} of the class first`;
  console.log(`${word}: ${bleu(answer, answer, 4)}, ${bleu("call the builder of the class first", answer, 4).toFixed(2)} against "builder"`);
}
JS
expect <<'SEEN'
builder: 1, 1.00 against "builder"
constructor: NaN, NaN against "builder"
toString: NaN, NaN against "builder"
valueOf: NaN, NaN against "builder"
SEEN
