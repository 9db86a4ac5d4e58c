#!/bin/sh
# frouros: one new rating of a thousand that lies where none was before makes the population stability index 0.70, where 0.25 is a great change; without it, it is 0.
#
# Version: frouros 0.9.0, Python 3.11.
# Seen: an empty bin counts as 2e-308, the least number there is, so that each answer in it adds 708 times its share. Twice the share gives twice the index,
#   whereas a hundred changed answers among ratings that occur on both sides give 0.08.
# Expected: a small number for a small change, as with a share of half an answer, or of 0.0001, in an empty bin, which is usual.
# Why it matters: the limits of 0.1 and 0.25, by which the index is read, are passed by a single answer.
. "$(dirname "$0")/lib/setup.sh"
pypi frouros==0.9.0
python_code <<'PY'
import numpy
from frouros.detectors.data_drift import PSI, HellingerDistance

ratings = numpy.repeat([1.0, 2.0, 3.0, 4.0], 250)


def changed(count, old, new):
    """The ratings, of which a number has been changed from one value to another."""
    copy = ratings.copy()
    copy[numpy.flatnonzero(copy == old)[:count]] = new
    return copy


for name, new in (("no change", ratings), ("1 rating 4 is a 5", changed(1, 4, 5)), ("2 ratings 4 are 5", changed(2, 4, 5)), ("100 ratings 4 are 3", changed(100, 4, 3))):
    distances = []
    for detector in (PSI(), HellingerDistance()):
        detector.fit(X=ratings)
        distances.append(detector.compare(X=new)[0].distance)
    print(f"{name}: population stability index {distances[0]:.2f}, Hellinger distance {distances[1]:.2f}")
PY
expect <<'SEEN'
no change: population stability index 0.00, Hellinger distance 0.00
1 rating 4 is a 5: population stability index 0.70, Hellinger distance 0.02
2 ratings 4 are 5: population stability index 1.40, Hellinger distance 0.03
100 ratings 4 are 3: population stability index 0.08, Hellinger distance 0.10
SEEN
