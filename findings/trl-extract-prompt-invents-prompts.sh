#!/bin/sh
# TRL: extract_prompt makes a "prompt" out of two answers that have nothing in common, or that are equal.
#
# Version: trl 1.16.0, Python 3.11.
# Seen: it looks for the first letter that differs and gives what stands before it, back to the last blank. "Yes it is " and "No way "
#   have no common beginning, and the prompt becomes "Yes it is" with two answers of one blank; two equal answers "Same" give the prompt
#   "Sam". Where both answers begin alike, their beginning goes to the prompt: "Because" below is part of either answer.
# Expected: an error, or an empty prompt, for rows without a common beginning; nothing can know where the prompt ends in the last case.
# Why it matters: a file with the columns chosen and rejected alone is read in this way, so a column of prompts under another name is
#   replaced by an invented one.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
from trl.data_utils import extract_prompt
for chosen, rejected in (("Yes it is ", "No way "), ("Same", "Same"),
                         ("Question: why? Because it is cold.", "Question: why? Because I say so.")):
    row = extract_prompt({"chosen": chosen, "rejected": rejected})
    print(repr(row["prompt"]), repr(row["chosen"]), repr(row["rejected"]))
PY
expect <<'SEEN'
'Yes it is' ' ' ' '
'Sam' 'e' 'e'
'Question: why? Because' ' it is cold.' ' I say so.'
SEEN
