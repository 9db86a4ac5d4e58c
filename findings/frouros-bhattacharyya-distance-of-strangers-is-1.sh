#!/bin/sh
# frouros: the Bhattacharyya distance of two samples that have nothing in common is 1 where it is infinite, and 0.5 in place of 0.69 if they share one half.
#
# Version: frouros 0.9.0, Python 3.11.
# Seen: it is 1 less the Bhattacharyya coefficient, which is the square of the Hellinger distance, the detector beside it; the logarithm is missing.
# Expected: the negative logarithm of the coefficient, as it is defined.
# Why it matters: limits from elsewhere are never reached, and two detectors that are run side by side say the same.
. "$(dirname "$0")/lib/setup.sh"
pypi frouros==0.9.0
python_code <<'PY'
import numpy
from frouros.detectors.data_drift import BhattacharyyaDistance, HellingerDistance

before = numpy.repeat([1.0, 2.0], 100)
for name, values, coefficient in (("equal", [1.0, 2.0], 1), ("one half shared", [2.0, 3.0], 0.5), ("nothing shared", [3.0, 4.0], 0)):
    distances = []
    for detector in (BhattacharyyaDistance(), HellingerDistance()):
        detector.fit(X=before)
        distances.append(detector.compare(X=numpy.repeat(values, 100))[0].distance)
    right = -numpy.log(coefficient) if coefficient else numpy.inf
    print(f"{name}: Bhattacharyya {distances[0]:.2f}, the square of Hellinger's {distances[1] ** 2:.2f}, the negative logarithm of the coefficient {abs(right):.2f}")
PY
expect <<'SEEN'
equal: Bhattacharyya 0.00, the square of Hellinger's 0.00, the negative logarithm of the coefficient 0.00
one half shared: Bhattacharyya 0.50, the square of Hellinger's 0.50, the negative logarithm of the coefficient 0.69
nothing shared: Bhattacharyya 1.00, the square of Hellinger's 1.00, the negative logarithm of the coefficient inf
SEEN
