#!/bin/sh
# lighteval: the chrF of a whole corpus is that of its first answer: 100 if the right answer of three stands first, 7 if it stands last.
#
# Version: lighteval 0.13.0, sacreBLEU 2.6.0, Python 3.11.
# Seen: three answers, of which one equals its reference and two are wrong. chrF is 100 and the translation edit rate 0 if the right one comes first, and 7
#   and 94 if it comes last; sacreBLEU has 41 and 62 for the three in any order. The references are handed to sacreBLEU with their two dimensions exchanged,
#   so all of them are taken for references of the first answer; for BLEU they are put right.
# Expected: the metric of all answers.
# Why it matters: a benchmark of translations gives the result of one sentence.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
import sacrebleu
from lighteval.metrics.metrics_corpus import CorpusLevelTranslationMetric
from lighteval.metrics.sample_preparator import GenerativeCorpusMetricInput

texts = [("the cat sat on the mat", "the cat sat on the mat"), ("a dog ran home today", "purple"), ("birds fly in the sky", "green")]
for name, order in (("right one first", texts), ("right one last", texts[::-1])):
    items = [GenerativeCorpusMetricInput(golds=[gold], preds=[answer]) for gold, answer in order]
    seen = [CorpusLevelTranslationMetric(metric).compute_corpus(items) for metric in ("chrf", "ter")]
    golds, answers = zip(*order)
    right = [metric.corpus_score(answers, [golds]).score for metric in (sacrebleu.CHRF(), sacrebleu.TER())]
    print(f"{name}: chrF {seen[0]:.0f}, edit rate {seen[1]:.0f}; sacreBLEU {right[0]:.0f}, {right[1]:.0f}")
PY
expect <<'SEEN'
right one first: chrF 100, edit rate 0; sacreBLEU 41, 62
right one last: chrF 7, edit rate 94; sacreBLEU 41, 62
SEEN
