#!/bin/sh
# continuous-eval: a search that found one of five needed passages has an average precision of 1, and one that found all five among others has 0.73.
#
# Version: continuous-eval 0.3.14.post2, Python 3.11.
# Seen: RankedRetrievalMetrics divides the sum of the precisions by the number of passages that were found, not by the number of those that are needed. NDCG
#   of the same object divides by the needed ones.
# Expected: 0.2 for one passage of five: average precision is the area under the curve of precision over recall, where what is missing counts 0.
# Why it matters: the shorter the list, the better the number: a search that returns its first passage only beats one that finds everything.
. "$(dirname "$0")/lib/setup.sh"
pypi continuous-eval==0.3.14.post2
python_code <<'PY'
import os

os.environ.update(CONTINUOUS_EVAL_DO_NOT_TRACK="true", XDG_DATA_HOME=os.getcwd())
from continuous_eval.metrics.retrieval.matching_strategy import ExactChunkMatch
from continuous_eval.metrics.retrieval.ranked import RankedRetrievalMetrics

needed = ["a", "b", "c", "d", "e"]


def show(found):
    found = found.split()
    seen = RankedRetrievalMetrics(ExactChunkMatch()).compute(found, needed)
    hits = [passage in needed for passage in found]
    right = sum(sum(hits[:i + 1]) / (i + 1) for i, hit in enumerate(hits) if hit) / len(needed)
    print(f"{' '.join(found)}: average precision {seen['average_precision']:.2f}, by needed passages {right:.2f}, NDCG {seen['ndcg']:.2f}")


show("a")
show("a x b y c d e")
show("a b c d e")
show("x a")
PY
expect <<'SEEN'
a: average precision 1.00, by needed passages 0.20, NDCG 0.34
a x b y c d e: average precision 0.73, by needed passages 0.73, NDCG 0.87
a b c d e: average precision 1.00, by needed passages 1.00, NDCG 1.00
x a: average precision 0.50, by needed passages 0.10, NDCG 0.21
SEEN
