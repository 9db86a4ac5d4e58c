#!/bin/sh
# LexicalRichness: the mean type-token ratio of two segments of 50 words is that of the first: the last segment is left out also where it is whole.
#
# Version: lexicalrichness 0.5.1, Python 3.11.
# Seen: msttr(discard=True), the default, takes the last segment away, whether it is a rest or not: 100 words that end in one word 50 times have a ratio of 1,
#   and 101 words one of 0.51.
# Expected: "discard the remaining segment (e.g. for a text size of 105 and a segment_window of 100, the last 5 tokens will be discarded)", as documented;
#   where nothing remains, all segments count, as computed here by hand.
# Why it matters: answers that are cut at a fixed length have whole segments only, and loops of one word stand at their end.
. "$(dirname "$0")/lib/setup.sh"
pypi pip==26.0
pypi_alone lexicalrichness==0.5.1
python_code <<'PY'
import sys
from unittest.mock import MagicMock
for name in ("matplotlib", "matplotlib.pyplot", "numpy", "pandas", "scipy", "scipy.optimize", "scipy.stats", "textblob"):
    sys.modules[name] = MagicMock()  # needed by its charts and fits only
from lexicalrichness import LexicalRichness

words = [f"w{'abcdefghij'[k // 10]}{'abcdefghij'[k % 10]}" for k in range(50)]
texts = {"50 different, then one 50 times": words + ["yes"] * 50, "one word more": words + ["yes"] * 51, "turned round": ["yes"] * 50 + words, "150 words": words + ["yes"] * 50 + words}
for name, text in texts.items():
    whole = [text[k : k + 50] for k in range(0, len(text) - 49, 50)]
    right = sum(len(set(segment)) / 50 for segment in whole) / len(whole)
    richness = LexicalRichness(" ".join(text))
    print(f"{name}: {richness.words} words, {len(whole)} whole segments, msttr {richness.msttr(50):.2f}, by hand {right:.2f}; discard=False {richness.msttr(50, discard=False):.2f}")
PY
expect <<'SEEN'
50 different, then one 50 times: 100 words, 2 whole segments, msttr 1.00, by hand 0.51; discard=False 0.51
one word more: 101 words, 2 whole segments, msttr 0.51, by hand 0.51; discard=False 0.67
turned round: 100 words, 2 whole segments, msttr 0.02, by hand 0.51; discard=False 0.51
150 words: 150 words, 3 whole segments, msttr 0.51, by hand 0.67; discard=False 0.67
SEEN
