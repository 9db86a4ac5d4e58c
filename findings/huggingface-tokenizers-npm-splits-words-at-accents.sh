#!/bin/sh
# @huggingface/tokenizers (npm): a word is cut at every letter such as é or ï by the Whitespace pre-tokenizer, and an unknown word has the token undefined.
#
# Version: @huggingface/tokenizers 0.2.0, Node.js 20; tokenizers 0.23.3, Python 3.11.
# Seen: from the same tokenizer.json, "café" is the two words "caf" and "é"; a Cyrillic word stays whole only because it has no Latin letter in it.
#   A word that a WordLevel model does not have gets undefined as its id, although the file names <unk> as its unk_token.
# Expected: the tokens of tokenizers, which wrote the file: \w is a letter of any language, and what is unknown is <unk>.
# Why it matters: a page counts, or feeds a model, other tokens than the model was trained on, for every language with accents, and no error is thrown.
. "$(dirname "$0")/lib/setup.sh"
pypi tokenizers==0.23.3
python_code <<'PY'
import json
from tokenizers import Tokenizer, models, pre_tokenizers
words = ["<unk>", "café", "naïve", "caf", "na", "ve", "plain", "word", "мир"]
tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="<unk>"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
tokenizer.save("tokenizer.json")
texts = ["plain word", "café", "naïve café", "plain новый мир", "plain unseen word"]
json.dump(texts, open("texts.json", "w"))
for text in texts:
    encoding = tokenizer.encode(text)
    print(f"Python, {text}: {' '.join(map(str, encoding.ids))}")
PY
mv "$work/seen" "$work/seen.python"
node_packages @huggingface/tokenizers@0.2.0
node_code <<'JS'
const { Tokenizer } = require("@huggingface/tokenizers");
const tokenizer = new Tokenizer(require("./tokenizer.json"), {});
for (const text of require("./texts.json")) {
  const { ids, tokens } = tokenizer.encode(text);
  console.log(`JavaScript, ${text}: ${ids.map(String).join(" ")} (${tokens.join("|")})`);
}
JS
cat "$work/seen" >> "$work/seen.python"
mv "$work/seen.python" "$work/seen"
expect <<'SEEN'
Python, plain word: 6 7
Python, café: 1
Python, naïve café: 2 1
Python, plain новый мир: 6 0 8
Python, plain unseen word: 6 0 7
JavaScript, plain word: 6 7 (plain|word)
JavaScript, café: 3 undefined (caf|é)
JavaScript, naïve café: 4 undefined 5 3 undefined (na|ï|ve|caf|é)
JavaScript, plain новый мир: 6 undefined 8 (plain|новый|мир)
JavaScript, plain unseen word: 6 undefined 7 (plain|unseen|word)
SEEN
