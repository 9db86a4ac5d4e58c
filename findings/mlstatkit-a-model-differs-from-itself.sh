#!/bin/sh
# MLstatkit: DeLong's test of a model against itself has z = 0 and a p-value of 0.
#
# Version: MLstatkit 0.1.91, numpy 2.4.6, scikit-learn 1.9.1, Python 3.11.
# Seen: Delong_test(labels, scores, scores) returns (0.0, 0.0, ...), and so does the test against scores that are halved or squared, which rank all answers
#   alike. The difference has no variance then, and the bootstrap that is used in its place finds no resample with another sign.
# Expected: 1, as z = 0 says.
# Why it matters: two reward models that rank all answers alike, such as one before and after rescaling, are reported as significantly different.
. "$(dirname "$0")/lib/setup.sh"
pypi MLstatkit==0.1.91 numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1 tqdm==4.70.1
python_code <<'PY'
import numpy
from MLstatkit import Delong_test

labels = numpy.array([0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1])
scores = numpy.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) / 16
swapped = scores[[0, 1, 2, 3, 4, 6, 5, 7, 8, 9, 10, 11]]
for name, other in (("itself", scores), ("its half", scores / 2), ("its square", scores ** 2), ("two places swapped", swapped)):
    z, p = Delong_test(labels, scores, other, random_state=0)[:2]
    print(f"against {name}: z {z:.2f}, p {p:.2f}")
PY
expect <<'SEEN'
against itself: z 0.00, p 0.00
against its half: z 0.00, p 0.00
against its square: z 0.00, p 0.00
against two places swapped: z -0.71, p 0.48
SEEN
