#!/bin/sh
# Math-Verify: 10\,000 is 0, 2 1/2 is one and a half, and 1e3 is 3 times Euler's number.
#
# Version: math-verify 0.9.0, latex2sympy2_extended 1.11.0, Python 3.11.
# Seen: numbers that stand side by side are multiplied if the second begins with 0, and added otherwise: \boxed{10\,000} equals 0 and not 10000, and
#   \boxed{4 5} equals 9. 2\frac{1}{2} is 2.5, as it should be, and 2 1/2 is 1.5. 1e3 is not 1000.
# Expected: 10000, 2.5 and 1000, or no match; 10,000 is read as 10000.
# Why it matters: it is the reward of many trainings on mathematics; right answers get 0, and wrong ones 1, by how they are written.
. "$(dirname "$0")/lib/setup.sh"
pypi math-verify==0.9.0 latex2sympy2_extended==1.11.0 sympy==1.14.0
python_code <<'PY'
from math_verify import parse, verify
for gold, answer in (("10000", "10,000"), ("10000", r"10\,000"), ("0", r"10\,000"), ("2.5", r"2\frac{1}{2}"), ("2.5", "2 1/2"), ("1.5", "2 1/2"),
                     ("9", "4 5"), ("1000", "1e3")):
    print(f"{answer} for {gold}:", verify(parse(f"${gold}$"), parse(rf"\boxed{{{answer}}}")))
PY
expect <<'SEEN'
10,000 for 10000: True
10\,000 for 10000: False
10\,000 for 0: True
2\frac{1}{2} for 2.5: True
2 1/2 for 2.5: False
2 1/2 for 1.5: True
4 5 for 9: True
1e3 for 1000: False
SEEN
