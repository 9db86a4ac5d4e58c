#!/bin/sh
# datatrove: GopherRepetitionFilter drops a text of 2 to 17 words in which no word occurs twice, as repetitive.
#
# Version: datatrove 0.10.1, spaCy 3.8.18, Python 3.11.
# Seen: the share of the most frequent pair of words, of three and of four words is taken of the text's letters, also if that pair occurs once: "Water boils
#   at" is dropped as "top_2_gram". How long a text must be depends on its longest run of words; the one below passes from 18 words on, and with one word.
# Expected: repetition means two times at least. The filter's duplicate n-grams, from five words on, are counted that way.
# Why it matters: the filter is used on answers as well as on pages of the web, and takes the short ones out, right or wrong.
. "$(dirname "$0")/lib/setup.sh"
pypi datatrove==0.10.1 spacy==3.8.18 xxhash==3.6.0 regex==2026.11.19 tokenizers==0.23.3
python_code <<'PY'
from datatrove.data import Document
from datatrove.pipeline.filters import GopherRepetitionFilter

words = ("Water boils at a lower temperature on high mountains because the pressure of air falls with height while pasta still needs enough heat "
         "so cooks there must wait several minutes longer").split()
assert len(set(words)) == len(words)
before = None
for length in range(1, len(words) + 1):
    kept = GopherRepetitionFilter().filter(Document(text=" ".join(words[:length]), id="0"))
    verdict = "kept" if kept is True else f"dropped, {kept[1]}"
    if verdict != before:
        print(f"from {length} words: {verdict}")
    before = verdict
PY
expect <<'SEEN'
from 1 words: kept
from 2 words: dropped, top_2_gram
from 10 words: dropped, top_3_gram
from 14 words: dropped, top_4_gram
from 18 words: kept
SEEN
