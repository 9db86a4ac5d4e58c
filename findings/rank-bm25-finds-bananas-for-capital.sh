#!/bin/sh
# rank_bm25: of four documents, two of which have the word "capital", the best one for "capital" is the one about bananas.
#
# Version: rank-bm25 0.2.2, numpy 2.4.6, Python 3.11.
# Seen: BM25Okapi gives a word that occurs in half of the documents the weight 0, so all four score 0, and get_top_n returns the last of them. A word in more
#   than half gets a quarter of the mean weight of all words; if most words are frequent, that is negative, and the document without the word comes first.
# Expected: a document with the word before those without it, as Lucene's BM25 and BM25Plus of the same package give it.
# Why it matters: examples for a prompt are picked by BM25 among few, similar texts, where most words are in half of them or more.
. "$(dirname "$0")/lib/setup.sh"
pypi rank-bm25==0.2.2 numpy==2.4.6
python_code <<'PY'
from rank_bm25 import BM25Okapi, BM25Plus


def show(word, texts):
    for kind in (BM25Okapi, BM25Plus):
        index = kind([text.split() for text in texts])
        scores = " ".join(f"{score + 0.0:.2f}" for score in index.get_scores([word]))
        print(f"{word}, {kind.__name__}: {scores}, best: {index.get_top_n([word], texts, 1)[0]}")


show("capital", ["the capital of France is Paris", "the capital of Italy is Rome", "the Nile is long", "bananas are yellow"])
show("yes", ["yes it is", "yes it is", "yes it is", "it is"])
PY
expect <<'SEEN'
capital, BM25Okapi: 0.00 0.00 0.00 0.00, best: bananas are yellow
capital, BM25Plus: 1.74 1.74 0.92 0.92, best: the capital of France is Paris
yes, BM25Okapi: -0.42 -0.42 -0.42 0.00, best: it is
yes, BM25Plus: 1.00 1.00 1.00 0.51, best: yes it is
SEEN
