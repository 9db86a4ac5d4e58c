#!/bin/sh
# lighteval: the macro F1 of a model that always gives the first of three classes is 0.35, and the micro F1 0.56; they are 0.17 and 0.33.
#
# Version: lighteval 0.13.0, scikit-learn 1.9.1, Python 3.11.
# Seen: with num_classes=3 each class is made a question of yes and no, whose F1 is averaged over the yes and over the no before the classes are: being right
#   that an answer is not of a class counts as much as being right that it is. average=None, which is for the F1 of each class, gives one number, 0.35.
# Expected: the values of scikit-learn, whose function and whose names for the averages are used.
# Why it matters: the more classes, the better a useless model looks: with ten classes it has a macro F1 of 0.44 in place of 0.02, and a micro F1 of 0.82.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
from lighteval.metrics.metrics_corpus import CorpusLevelF1Score
from lighteval.metrics.sample_preparator import LogprobCorpusMetricInput
from sklearn.metrics import f1_score

for classes, averages in ((3, ("macro", "micro", "weighted", None)), (10, ("macro", "micro"))):
    golds, answers = list(range(classes)) * 10, [0] * (10 * classes)
    items = [LogprobCorpusMetricInput(golds=gold, preds=answer) for gold, answer in zip(golds, answers)]
    for average in averages:
        right = "" if average is None else f", scikit-learn {f1_score(golds, answers, average=average):.2f}"
        print(f"{classes} classes, {average}: {CorpusLevelF1Score(average, classes).compute_corpus(items):.2f}{right}")
PY
expect <<'SEEN'
3 classes, macro: 0.35, scikit-learn 0.17
3 classes, micro: 0.56, scikit-learn 0.33
3 classes, weighted: 0.41, scikit-learn 0.17
3 classes, None: 0.35
10 classes, macro: 0.44, scikit-learn 0.02
10 classes, micro: 0.82, scikit-learn 0.10
SEEN
