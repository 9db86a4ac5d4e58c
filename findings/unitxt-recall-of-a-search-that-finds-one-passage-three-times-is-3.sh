#!/bin/sh
# unitxt: the recall at 3 of a search that finds the one good document three times is 3, and one that finds one of five good documents has a MAP of 1.
#
# Version: unitxt 1.26.10, Python 3.11.
# Seen: every hit counts, also one on a document that was found before. The average precision is divided by the number of hits, not by that of the good
#   documents, so documents that are not found cost nothing.
# Expected: a recall of 1 at most, and a MAP of 0.2 for one of five, as in the article that its documentation refers to.
# Why it matters: a search for passages names a document as often as it has passages of it, which is common.
. "$(dirname "$0")/lib/setup.sh"
pypi unitxt==1.26.10 datasets==5.2.0 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
python_code <<'PY'
from unitxt.metrics import MAP, RetrievalAtK

for good, found in ((["a"], ["a", "a", "a"]), (["a", "b"], ["a", "a", "a"]), (["a", "b", "c", "d", "e"], ["a"]), (["a", "b"], ["a", "b", "c"])):
    at_3 = RetrievalAtK(k_list=[3]).compute([good], found, {})
    print(f"good {' '.join(good)}, found {' '.join(found)}: recall at 3 {at_3['recall_at_3']:.2f}, precision {at_3['precision_at_3']:.2f}, MAP {MAP().compute([good], found, {})['map']:.2f}")
PY
expect <<'SEEN'
good a, found a a a: recall at 3 3.00, precision 1.00, MAP 1.00
good a b, found a a a: recall at 3 1.50, precision 1.00, MAP 1.00
good a b c d e, found a: recall at 3 0.20, precision 1.00, MAP 1.00
good a b, found a b c: recall at 3 1.00, precision 0.67, MAP 1.00
SEEN
