#!/bin/sh
# @huggingface/tokenizers (npm): a Split that is inverted drops all text that its pattern does not match, and "merged with" and "contiguous" are ignored.
#
# Version: @huggingface/tokenizers 0.2.0, Node.js 20; tokenizers 0.23.3, Python 3.11.
# Seen: with "behavior": "Isolated" and "invert": true, for the pattern of blanks, only the blanks of a text are left. MergedWithPrevious, MergedWithNext
#   and Contiguous split as Isolated does, for Split and for Punctuation; "Removed" of Punctuation keeps what is to be removed.
# Expected: the pieces of tokenizers, for the same tokenizer.json.
# Why it matters: the tokens of a browser are not those of the model's training, and with an inverted split the question is gone, without an error.
. "$(dirname "$0")/lib/setup.sh"
pypi tokenizers==0.23.3
python_code <<'PY'
import json
from tokenizers import Regex, Tokenizer, models, pre_tokenizers
text = "So, is it  1-2?"
ways = {"blanks, isolated, inverted": pre_tokenizers.Split(Regex(" "), "isolated", invert=True)}
for behavior in ("isolated", "merged_with_previous", "merged_with_next", "contiguous"):
    ways[f"blanks, {behavior}"] = pre_tokenizers.Split(Regex(" "), behavior)
for behavior in ("removed", "isolated", "merged_with_previous", "merged_with_next"):
    ways[f"punctuation, {behavior}"] = pre_tokenizers.Punctuation(behavior)
files = {}
for name, pre_tokenizer in ways.items():
    pieces = [piece for piece, _ in pre_tokenizer.pre_tokenize_str(text)]
    tokenizer = Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizer
    files[name] = {"text": text, "pieces": pieces, "file": json.loads(tokenizer.to_str())}
json.dump(files, open("files.json", "w"))
PY
node_packages @huggingface/tokenizers@0.2.0
node_code <<'JS'
const { Tokenizer } = require("@huggingface/tokenizers");
for (const [name, { text, pieces, file }] of Object.entries(require("./files.json"))) {
  const seen = new Tokenizer(file, {}).encode(text).tokens;
  console.log(`${name}: ${pieces.join("|")} in Python, ${seen.join("|")} in JavaScript`);
}
JS
expect <<'SEEN'
blanks, isolated, inverted: So,| |is| |it| | |1-2? in Python,  | | |  in JavaScript
blanks, isolated: So,| |is| |it| | |1-2? in Python, So,| |is| |it| | |1-2? in JavaScript
blanks, merged_with_previous: So, |is |it | |1-2? in Python, So,| |is| |it| | |1-2? in JavaScript
blanks, merged_with_next: So,| is| it| | 1-2? in Python, So,| |is| |it| | |1-2? in JavaScript
blanks, contiguous: So,| |is| |it|  |1-2? in Python, So,| |is| |it| | |1-2? in JavaScript
punctuation, removed: So| is it  1|2 in Python, So|,| is it  1|-|2|? in JavaScript
punctuation, isolated: So|,| is it  1|-|2|? in Python, So|,| is it  1|-|2|? in JavaScript
punctuation, merged_with_previous: So,| is it  1-|2? in Python, So|,| is it  1|-|2|? in JavaScript
punctuation, merged_with_next: So|, is it  1|-2|? in Python, So|,| is it  1|-|2|? in JavaScript
SEEN
