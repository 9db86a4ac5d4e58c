#!/bin/sh
# LangChain: a judge's "No, it is not satisfactory" is a yes, because it ends in y, and "Nothing is wrong here. Verdict: Y." is a no, as it begins with N.
#
# Version: langchain-classic 1.0.8, Python 3.11.
# Seen: CriteriaResultOutputParser, which reads the verdicts of CriteriaEvalChain, takes the last letter of the text for the verdict if it is y or n, also
#   inside a word; then the first letter; a Y or N that stands alone is looked for last. The prompt asks for the letter at the end, on a line of its own;
#   a model that writes "Yes." there has no score.
# Expected: 0 for a no, 1 for a yes, or an exception.
# Why it matters: the score is read without a word from a sentence that says the opposite.
. "$(dirname "$0")/lib/setup.sh"
pypi langchain-classic==1.0.8
python_code <<'PY'
from langchain_classic.evaluation.criteria.eval_chain import CriteriaResultOutputParser

parser = CriteriaResultOutputParser()
for text in ("No, it is not satisfactory", "The criterion is met, and with precision", "Now this is right: YES!", "Nothing is wrong here. Verdict: Y.", "Step by step: good.\nYes.",
             "Step by step: bad.\n\nN"):
    result = parser.parse(text)
    print(f"{text!r}: score {result['score']}, value {result['value']!r}")
PY
expect <<'SEEN'
'No, it is not satisfactory': score 1, value 'y'
'The criterion is met, and with precision': score 0, value 'n'
'Now this is right: YES!': score 0, value 'N'
'Nothing is wrong here. Verdict: Y.': score 0, value 'N'
'Step by step: good.\nYes.': score None, value 'Yes.'
'Step by step: bad.\n\nN': score 0, value 'N'
SEEN
