#!/bin/sh
# Inspect: match(numeric=True) finds no number in \boxed{18}, x=18 and 18cm, and counts these answers as wrong.
#
# Version: inspect-ai 0.3.285, Python 3.11.
# Seen: a number is found only if it stands alone between blanks and punctuation: "**18**", "(18)", "$18" and "x = 18" are right for the target 18. A
#   brace, a letter, a unit or an angle bracket at the number makes the answer wrong, without a word.
# Expected: the number of the answer. The documentation excepts percentages alone; \boxed{} is how models of mathematics write their answers.
# Why it matters: the accuracy measures how answers are written; no answer is reported as one without a number.
. "$(dirname "$0")/lib/setup.sh"
inspect
python_code <<'PY'
from inspect_ai.scorer import match
from inspected import scored

texts = ["18", "**18**", "(18)", "$18", "x = 18", r"\boxed{18}", "x=18", "18cm", "<answer>18</answer>"]
for sample in scored([(text, "18") for text in texts], match(numeric=True)):
    print(f"{sample.input} for {sample.target}:", sample.scores["match"].value)
PY
expect <<'SEEN'
18 for 18: C
**18** for 18: C
(18) for 18: C
$18 for 18: C
x = 18 for 18: C
\boxed{18} for 18: I
x=18 for 18: I
18cm for 18: I
<answer>18</answer> for 18: I
SEEN
