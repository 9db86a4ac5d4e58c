#!/bin/sh
# pyirr: Krippendorff's alpha of two judges who always agree on good and bad is -0.94, and 1 if they never do.
#
# Version: pyirr 0.84.1.2, Python 3.11.
# Seen: kripp_alpha of 16 answers, on which two judges agree always, but twice, and never, is -0.94, -0.70 and 1. With three different ratings alpha is wrong
#   too, with four it is right, with five the ordinal one is wrong, and with six it raises an IndexError: which pairs of ratings are counted depends on their
#   number. The package krippendorff gives 1, 0.76 and -0.94 for the same ratings.
# Expected: 1 for perfect agreement; the package calls itself the R package irr in Python.
# Why it matters: verdicts of two kinds are what judges mostly give; a panel that agrees looks like one that contradicts itself.
. "$(dirname "$0")/lib/setup.sh"
pypi pyirr==0.84.1.2 krippendorff==0.9.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
python_code <<'PY'
import krippendorff
import numpy
from pyirr import kripp_alpha


def show(name, first, second, level="nominal"):
    ratings = numpy.array([first, second])
    seen, right = kripp_alpha(ratings.T, level).value, krippendorff.alpha(ratings, level_of_measurement=level)
    print(f"{name}: {seen:.2f}, krippendorff {right:.2f}")


verdicts = [1] * 8 + [0] * 8
show("always", verdicts, verdicts)
show("all but twice", verdicts, [1] * 7 + [0] + [0] * 7 + [1])
show("never", verdicts, [1 - verdict for verdict in verdicts])
for number in (3, 4, 5):
    first = [1 + i % number for i in range(20)]
    second = first[:15] + [1 + (rating + 1) % number for rating in first[15:]]
    show(f"{number} ratings", first, second)
    show(f"{number} ratings, ordinal", first, second, "ordinal")
try:
    show("6 ratings", range(1, 7), range(1, 7))
except IndexError as error:
    print("6 ratings:", type(error).__name__)
PY
expect <<'SEEN'
always: -0.94, krippendorff 1.00
all but twice: -0.70, krippendorff 0.76
never: 1.00, krippendorff -0.94
3 ratings: -0.61, krippendorff 0.63
3 ratings, ordinal: -0.01, krippendorff 0.60
4 ratings: 0.67, krippendorff 0.67
4 ratings, ordinal: 0.59, krippendorff 0.59
5 ratings: 0.70, krippendorff 0.70
5 ratings, ordinal: 0.67, krippendorff 0.63
6 ratings: IndexError
SEEN
