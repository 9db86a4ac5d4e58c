#!/bin/sh
# sacreBLEU: a corpus whose answers equal their references word for word scores 0 if no answer has four words.
#
# Version: sacrebleu 2.6.0, Python 3.11.
# Seen: "yes it is" against itself: corpus_bleu 0, sentence_bleu 100 (it takes the orders that exist); with a fourth word both give 100.
# Expected: the same for both, or a warning; the paper defines neither.
# Why it matters: short answers (yes, no, a name) are what instruct models give.
. "$(dirname "$0")/lib/setup.sh"
pypi sacrebleu==2.6.0
python_code <<'PY'
from sacrebleu import corpus_bleu, sentence_bleu
for text in ("yes it is", "yes it is so"):
    print(text + ":", round(corpus_bleu([text], [[text]]).score), round(sentence_bleu(text, [text]).score))
PY
expect <<'SEEN'
yes it is: 0 100
yes it is so: 100 100
SEEN
