#!/bin/sh
# EvalPlus: of a function that a model writes down twice, wrong and then corrected, sanitize keeps the wrong one, where Python takes the last.
#
# Version: evalplus 0.3.1, tree-sitter 0.26.1, tree-sitter-python 0.25.0, Python 3.11.
# Seen: the first definition of each name is kept and later ones are left out, without a word; so are later assignments to a name.
# Expected: the program's own meaning: a definition replaces those above it.
# Why it matters: models that reason write drafts; the same programs in the other order, the right one first and then a wrong one, are counted as right.
. "$(dirname "$0")/lib/setup.sh"
pypi tree-sitter==0.26.1 tree-sitter-python==0.25.0 tqdm==4.70.1 termcolor==3.3.0
pypi_alone evalplus==0.3.1
python_code <<'PY'
import sys
from alone import alone
alone("evalplus", "evalplus.data")
for name in ("get_human_eval_plus", "get_mbpp_plus", "load_solutions", "write_directory", "write_jsonl"):
    setattr(sys.modules["evalplus.data"], name, None)  # they load and write data sets, which nothing here does
from evalplus.sanitize import sanitize


def result(program):
    names = {}
    try:
        exec(program, names)
        return names["double"](3)
    except (KeyError, NameError) as error:
        return f"{type(error).__name__} {error}"


draft, corrected = "def double(x):\n    return x + 2\n", "def double(x):\n    return 2 * x\n"
with_factor = "def double(x):\n    return FACTOR * x\n"
for name, program in {
    "corrected": draft + "\nprint('double(3) is not 6')\n\n" + corrected,
    "spoiled": corrected + "\n" + draft,
    "a factor set twice": "FACTOR = 1\nFACTOR = 2\n\n" + with_factor,
}.items():
    print(f"{name}: double(3) is {result(program.replace('print', 'str'))}, sanitized {result(sanitize(program, 'double'))}")
PY
expect <<'SEEN'
corrected: double(3) is 6, sanitized 5
spoiled: double(3) is 5, sanitized 6
a factor set twice: double(3) is 6, sanitized 3
SEEN
