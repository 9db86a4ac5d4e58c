#!/bin/sh
# prometheus-eval: feedback that mentions "[Response A]" at the end of a line is a verdict for A, although it closes with "[RESULT] B".
#
# Version: prometheus-eval 0.1.20, Python 3.11.
# Seen: the end of the text is sought with re.MULTILINE, so every line may end the search, and the first line that ends in "[Response A]" or in an earlier
#   verdict is taken. The scores of single answers, which are sought without it, are those of the last line; "[RESULT] 4." with a full stop is none.
# Expected: B, as the prompt that the package sends asks for feedback followed by "[RESULT] (A or B)", and as the last line says.
# Why it matters: the judge's feedback compares both responses by these names; the pair gets the opposite label, without a word.
. "$(dirname "$0")/lib/setup.sh"
pypi pip==26.0
pypi_alone prometheus-eval==0.1.20
python_code <<'PY'
from alone import alone
alone("prometheus_eval")
from prometheus_eval.parser import parse_output
for mode, texts in {
    "relative": (
        "B is right. [RESULT] B",
        "It says more than [Response A]\nand is right. [RESULT] B",
        "Both are wrong, as is [Response B]\nA is nearer. [RESULT] A",
        "[RESULT] A\nNo: on reading again, B is right.\n[RESULT] B",
    ),
    "absolute": ("[RESULT] 2\nNo: on reading again, it is right.\n[RESULT] 4", "It is right. [RESULT] 4", "It is right. [RESULT] 4."),
}.items():
    for text in texts:
        print(f"{mode}, {text!r}: {parse_output(text, mode)[1]}")
PY
expect <<'SEEN'
relative, 'B is right. [RESULT] B': B
relative, 'It says more than [Response A]\nand is right. [RESULT] B': A
relative, 'Both are wrong, as is [Response B]\nA is nearer. [RESULT] A': B
relative, '[RESULT] A\nNo: on reading again, B is right.\n[RESULT] B': A
absolute, '[RESULT] 2\nNo: on reading again, it is right.\n[RESULT] 4': 4
absolute, 'It is right. [RESULT] 4': 4
absolute, 'It is right. [RESULT] 4.': None
SEEN
