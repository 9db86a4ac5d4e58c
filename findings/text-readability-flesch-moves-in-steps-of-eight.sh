#!/bin/sh
# text-readability (npm): the reading ease of a text moves in steps of 8.46 with its syllables: a longer word, which costs 3.5 points, changes nothing.
#
# Version: text-readability 1.1.1, Node.js 20.
# Seen: the syllables per word are rounded to one digit before they are multiplied by 84.6 (and by 11.8 for the grade), and so are the words per
#   sentence; sentences of one or two words are not counted.
# Expected: Flesch's formula of the counts that the package itself gives, and of sentences counted by hand.
# Why it matters: readability is compared before and after training, where changes of one or two points matter: they vanish, or appear from nothing.
. "$(dirname "$0")/lib/setup.sh"
node_packages text-readability@1.1.1
cat > "$work/code.mjs" <<'JS'
import readability from "text-readability";
const texts = {
  "five sentences": ["We went home. It rained all day. We sat by the fire. He read a book to us. The dog slept on the floor.", 5],
  "another word": ["We went home. It rained all morning. We sat by the fire. He read a book to us. The dog slept on the floor.", 5],
  "short sentences": ["I came. I saw. I won. She left. The children were playing in the garden behind the old house.", 5],
};
for (const [name, [text, sentences]] of Object.entries(texts)) {
  const words = readability.lexiconCount(text);
  const syllables = readability.syllableCount(text);
  const ease = (n) => (206.835 - (1.015 * words) / n - (84.6 * syllables) / words).toFixed(2);
  const counted = readability.sentenceCount(text);
  console.log(`${name}: ${words} words, ${syllables} syllables, ${counted} of ${sentences} sentences; ease ${readability.fleschReadingEase(text)}, by hand ${ease(counted)}, with all sentences ${ease(sentences)}`);
}
JS
(cd "$work" && node code.mjs) > "$work/seen"
expect <<'SEEN'
five sentences: 24 words, 24 syllables, 5 of 5 sentences; ease 117.36, by hand 117.36, with all sentences 117.36
another word: 24 words, 25 syllables, 5 of 5 sentences; ease 117.36, by hand 113.84, with all sentences 113.84
short sentences: 19 words, 23 syllables, 1 of 5 sentences; ease 86.03, by hand 85.14, with all sentences 100.57
SEEN
