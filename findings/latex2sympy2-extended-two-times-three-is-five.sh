#!/bin/sh
# latex2sympy2-extended: 2(3) is 5, and so is (2)(3); the sine of 30 degrees is -0.99, and 100 in base 2 is 100.
#
# Version: latex2sympy2-extended 1.11.0, Python 3.11.
# Seen: two numbers beside each other are added, as the parts of a mixed number are, also if they stand in brackets; \circ is dropped, and so is the base
#   of a number.
# Expected: 6, 0.5 and 4, or an exception.
# Why it matters: Math-Verify, by which rewards of mathematics are computed, reads answers with this package.
. "$(dirname "$0")/lib/setup.sh"
pypi latex2sympy2-extended==1.11.0
python_code <<'PY'
from latex2sympy2_extended import latex2sympy

for text in (r"2(3)", r"2\left(3\right)", r"2\cdot 3", r"(2)(3)", r"2\frac{1}{2}", r"\sin 30^\circ", r"\tan 45^{\circ}", r"\sin\frac{\pi}{6}", r"100_2"):
    value = latex2sympy(text).doit()
    print(f"{text}: {value}" + (f", {float(value):.2f}" if value.is_number and not value.is_integer else ""))
PY
expect <<'SEEN'
2(3): 5
2\left(3\right): 5
2\cdot 3: 6
(2)(3): 5
2\frac{1}{2}: 5/2, 2.50
\sin 30^\circ: sin(30), -0.99
\tan 45^{\circ}: tan(45), 1.62
\sin\frac{\pi}{6}: 1/2, 0.50
100_2: 100
SEEN
