#!/bin/sh
# word-error-rate (npm): "yes yes yes yes" has an error rate of 0 for "yes", and an empty transcript one of 1 for "yes", as has one of five wrong words.
#
# Version: word-error-rate 0.0.7, Node.js 20; jiwer 4.0.0, Python 3.11.
# Seen: in the first row and column of its table a word that equals the first one costs nothing, however often it was matched before. The distance is divided
#   by the greater number of words, not by the reference's, so the rate is never above 1.
# Expected: what jiwer gives: 3 wrong words for one, and 4 for a sentence of five for a single word.
# Why it matters: a model that repeats one word without end, the common failure of a transcript, is perfect.
. "$(dirname "$0")/lib/setup.sh"
cat > "$work/pairs.json" <<'JSON'
[["yes yes yes yes", "yes"], ["yes", "yes yes yes yes"], ["the answer is forty two", "forty"], ["one two three four five", "yes"], ["the the the cat", "the cat"], ["a cat", "the cat"]]
JSON
pypi jiwer==4.0.0
python_code <<'PY'
import json
import jiwer
for hypothesis, reference in json.load(open("pairs.json")):
    print(f"jiwer: {hypothesis!r} for {reference!r}: {jiwer.wer(reference, hypothesis):.2f}")
PY
mv "$work/seen" "$work/seen.python"
node_packages word-error-rate@0.0.7
node_code <<'JS'
const { wordErrorRate, calculateEditDistance } = require("word-error-rate");
for (const [hypothesis, reference] of require("./pairs.json")) {
  console.log(`npm: '${hypothesis}' for '${reference}': ${wordErrorRate(hypothesis, reference).toFixed(2)}, distance ${calculateEditDistance(hypothesis, reference)}`);
}
JS
cat "$work/seen.python" >> "$work/seen"
expect <<'SEEN'
npm: 'yes yes yes yes' for 'yes': 0.00, distance 0
npm: 'yes' for 'yes yes yes yes': 0.00, distance 0
npm: 'the answer is forty two' for 'forty': 0.80, distance 4
npm: 'one two three four five' for 'yes': 1.00, distance 5
npm: 'the the the cat' for 'the cat': 0.00, distance 0
npm: 'a cat' for 'the cat': 0.50, distance 1
jiwer: 'yes yes yes yes' for 'yes': 3.00
jiwer: 'yes' for 'yes yes yes yes': 0.75
jiwer: 'the answer is forty two' for 'forty': 4.00
jiwer: 'one two three four five' for 'yes': 5.00
jiwer: 'the the the cat' for 'the cat': 1.00
jiwer: 'a cat' for 'the cat': 0.50
SEEN
