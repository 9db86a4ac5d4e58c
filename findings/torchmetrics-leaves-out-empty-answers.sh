#!/bin/sh
# torchmetrics: a model that answers half of the questions with nothing has a chrF of 1 and a translation edit rate of 0, both perfect.
#
# Version: torchmetrics 1.9.0, sacreBLEU 2.6.0, Python 3.11.
# Seen: two references, of which the first has an empty answer and the second is met word for word: chrf_score gives 1 and translation_edit_rate 0. sacreBLEU
#   gives 0.46 and 0.60 for the same texts. One empty answer alone has a translation edit rate of 0 as well. With a wrong word in place of the empty text the
#   edit rate is right, and chrF is 0.94 where sacreBLEU has 0.45: the reference of an answer that has no letter in common with it is not counted.
# Expected: the missing words are counted, as by sacreBLEU, which the documentation of both functions names as the one they follow.
# Why it matters: a model that gives up where it would be wrong scores best.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
from sacrebleu import CHRF, TER
from torchmetrics.functional.text import chrf_score, translation_edit_rate

for answers, references in ((["", "the cat"], ["a dog ran", "the cat"]), ([""], ["yes"]), (["mice", "the cat"], ["a dog ran", "the cat"])):
    pairs = [[reference] for reference in references]
    seen = float(chrf_score(answers, pairs)), float(translation_edit_rate(answers, pairs))
    right = [metric.corpus_score(answers, [references]).score / 100 for metric in (CHRF(word_order=2), TER())]
    print(f"{answers}: chrF {seen[0]:.2f}, edit rate {seen[1]:.2f}; sacreBLEU {right[0]:.2f}, {right[1]:.2f}")
PY
expect <<'SEEN'
['', 'the cat']: chrF 1.00, edit rate 0.00; sacreBLEU 0.46, 0.60
['']: chrF 0.00, edit rate 0.00; sacreBLEU 0.00, 1.00
['mice', 'the cat']: chrF 0.94, edit rate 0.60; sacreBLEU 0.45, 0.60
SEEN
