#!/bin/sh
# distilabel: of answers with the same rating the first is both the chosen and the rejected one, so a pair for DPO consists of one answer twice.
#
# Version: distilabel 1.5.3, Python 3.11.
# Seen: FormatTextGenerationDPO takes the first of the greatest ratings and the first of the least; where all ratings are equal, that is the same answer.
#   The row is written like any other, beside those with a real pair. A rating of NaN that stands first is both the greatest and the least.
# Expected: no pair, or at least two different answers.
# Why it matters: judges give equal ratings often. Such pairs teach nothing, count as training steps, and cannot be ranked rightly by any model.
. "$(dirname "$0")/lib/setup.sh"
pypi distilabel==1.5.3 requests==2.34.2 datasets==5.2.0
python_code <<'PY'
from distilabel.steps import FormatTextGenerationDPO

step = FormatTextGenerationDPO()
for ratings in [[4, 5, 3], [4, 4, 4], [5, 5], [float("nan"), 5, 1]]:
    row = {"instruction": "Why?", "generations": ["A", "B", "C"][: len(ratings)], "ratings": ratings}
    (result,) = next(step.process([row]))
    print(f"{ratings}: chosen {result['chosen'][-1]['content']}, rejected {result['rejected'][-1]['content']}")
PY
expect <<'SEEN'
[4, 5, 3]: chosen B, rejected C
[4, 4, 4]: chosen A, rejected A
[5, 5]: chosen A, rejected A
[nan, 5, 1]: chosen A, rejected A
SEEN
