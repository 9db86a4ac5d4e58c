#!/bin/sh
# ranx: the rank-biased precision of a perfect ranking with graded judgments is 1.34, and its bpref is NaN if no document is judged as bad.
#
# Version: ranx 0.3.21, Python 3.11.
# Seen: RBP adds up the grades themselves (3, 3 and 2), where its documentation has 0 or 1. Bpref divides by the number of documents that are judged
#   as bad, which is 0 where only the good ones are listed, as in many sets of questions; one such question makes the mean of all NaN.
# Expected: an RBP of 0.488, by its definition, and a bpref of 1, which trec_eval (pytrec_eval, by ir-measures) gives.
# Why it matters: the two measures are meant for judgments with gaps; the one is above its limit of 1, the other is no number.
. "$(dirname "$0")/lib/setup.sh"
pypi ranx==0.3.21 ir_measures==0.4.3 numpy==2.4.6
python_code <<'PY'
import ir_measures
from ranx import Qrels, Run, evaluate
run = {"q": {"a": 3.0, "b": 2.0, "c": 1.0}}
for name, judged in {"grades 3, 3, 2": {"a": 3, "b": 3, "c": 2}, "grades 1, 1, 1": {"a": 1, "b": 1, "c": 1}, "grades 1, 1, 0": {"a": 1, "b": 1, "c": 0}}.items():
    qrels = {"q": judged}
    rbp, bpref = (float(evaluate(Qrels(qrels), Run(run), metric)) for metric in ("rbp.80", "bpref"))
    by_definition = sum(0.2 * 0.8**rank for rank, grade in enumerate(judged.values()) if grade > 0)
    trec = ir_measures.calc_aggregate([ir_measures.Bpref], qrels, run)[ir_measures.Bpref]
    print(f"{name}: RBP {rbp:.3f}, by its definition {by_definition:.3f}; bpref {bpref:.3f}, trec_eval {trec:.3f}")
two = {"q": {"a": 1, "b": 0}, "r": {"a": 1}}
print(f"two questions, one with good documents only: bpref {evaluate(Qrels(two), Run({'q': run['q'], 'r': run['q']}), 'bpref'):.3f}")
PY
expect <<'SEEN'
grades 3, 3, 2: RBP 1.336, by its definition 0.488; bpref nan, trec_eval 1.000
grades 1, 1, 1: RBP 0.488, by its definition 0.488; bpref nan, trec_eval 1.000
grades 1, 1, 0: RBP 0.360, by its definition 0.360; bpref 1.000, trec_eval 1.000
two questions, one with good documents only: bpref nan
SEEN
