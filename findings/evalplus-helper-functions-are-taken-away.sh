#!/bin/sh
# EvalPlus: sanitize takes functions with a decorator, functions without "return" and whatever a loop or an if sets out of a right program, which then fails.
#
# Version: evalplus 0.3.1, tree-sitter 0.26.1, tree-sitter-python 0.25.0, Python 3.11.
# Seen: of the statements of a program only imports, classes and functions without a decorator, and assignments are kept, and functions only with a "return";
#   given the function that is asked for, an assignment to two names at once is gone, too. Nothing is said, and what is left is still correct Python.
# Expected: the program without the text around it, with everything that it needs.
# Why it matters: evalplus.codegen writes sanitized programs, and a model that caches, yields or sorts in place has its right answers counted as wrong.
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


programs = {
    "a plain helper": "def twice(x):\n    return 2 * x\n",
    "a cached helper": "from functools import lru_cache\n\n@lru_cache\ndef twice(x):\n    return 2 * x\n",
    "a helper that sorts in place": "def sort(values):\n    values.sort()\n\ndef twice(x):\n    values = [2 * x, 0]\n    sort(values)\n    return values[1]\n",
    "a generator": "def copies(x):\n    yield x\n    yield x\n\ndef twice(x):\n    return sum(copies(x))\n",
    "two names at once": "ONE, TWO = 1, 2\n\ndef twice(x):\n    return TWO * x\n",
    "a table filled in a loop": "TABLE = {}\nfor i in range(9):\n    TABLE[i] = 2 * i\n\ndef twice(x):\n    return TABLE[x]\n",
}
for name, program in programs.items():
    program += "\ndef double(x):\n    return twice(x)\n"
    print(f"{name}: double(3) is {result(program)}, sanitized {result(sanitize(program, 'double'))}")
PY
expect <<'SEEN'
a plain helper: double(3) is 6, sanitized 6
a cached helper: double(3) is 6, sanitized NameError name 'twice' is not defined
a helper that sorts in place: double(3) is 6, sanitized NameError name 'sort' is not defined
a generator: double(3) is 6, sanitized NameError name 'copies' is not defined
two names at once: double(3) is 6, sanitized NameError name 'TWO' is not defined
a table filled in a loop: double(3) is 6, sanitized KeyError 3
SEEN
