#!/bin/sh
# NLTK: chrF gives 0.5 to "yes" against "yes" and 0.33 to "no" against "no"; RIBES gives 0 to every answer of one word.
#
# Version: nltk 3.10.4, Python 3.11.
# Seen: sentence_chrf takes the mean over character n-grams of 1 to 6, and counts those for which the text is too short as 0; blanks are no characters.
#   sentence_ribes has no order to compare in one word, and gives 0.
# Expected: 1 for equal texts. sacreBLEU's chrF is 100 for each of these.
# Why it matters: answers like "yes", "7" or "B" never get more than a part of the score, however right they are.
. "$(dirname "$0")/lib/setup.sh"
pypi nltk==3.10.4 sacrebleu==2.6.0
python_code <<'PY'
import sacrebleu
from nltk.translate.chrf_score import sentence_chrf
from nltk.translate.ribes_score import sentence_ribes
for answer in ("7", "no", "yes", "not at all"):
    print(f"{answer}: chrF {sentence_chrf(answer, answer):.2f}, of sacreBLEU {sacrebleu.sentence_chrf(answer, [answer]).score:.0f},",
          f"RIBES {sentence_ribes([answer.split()], answer.split()):.0f}")
PY
expect <<'SEEN'
7: chrF 0.17, of sacreBLEU 100, RIBES 0
no: chrF 0.33, of sacreBLEU 100, RIBES 0
yes: chrF 0.50, of sacreBLEU 100, RIBES 0
not at all: chrF 1.00, of sacreBLEU 100, RIBES 1
SEEN
