#!/bin/sh
# LM-Polygraph: after calibration the surest answer has the confidence of the least sure ones, 0.15, and one that is less sure than all others may have 1.
#
# Version: lm-polygraph 0.7.0, scikit-learn 1.9.1, SciPy 1.17.1, Python 3.11.
# Seen: BinnedPCCNormalizer looks for the bin before the first edge that is not below the uncertainty; for the least uncertainty of the calibration, and for
#   all that is below it, there is none, and it takes the last bin. IsotonicPCCNormalizer gives answers outside the range of the calibration the confidence
#   of a point that comes first, or last, in a set, which has no order.
# Expected: a confidence that falls with the uncertainty, and stays at that of the nearest bin, or point, outside the range.
# Why it matters: the answers about which a model is surer than ever before are shown as the ones that it should not be trusted with.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 transformers==5.24.0 pillow==13.0.0
pypi_alone lm-polygraph==0.7.0
python_code <<'PY'
from alone import alone
alone("lm_polygraph", "lm_polygraph.utils")
import numpy
from lm_polygraph.normalizers.binned_pcc import BinnedPCCNormalizer
from lm_polygraph.normalizers.isotonic_pcc import IsotonicPCCNormalizer

uncertainty = numpy.arange(1, 11) / 10
seen = numpy.array([0.05, 0.1, 0.3, 0.5, 0.8, 1, 1.5])
binned, isotonic = BinnedPCCNormalizer(), IsotonicPCCNormalizer()
binned.fit(numpy.array([0.95, 0.92, 0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1]), uncertainty, 5)
isotonic.fit(numpy.array([1, 1, 1, 0, 1, 1, 0, 1, 1, 0]), uncertainty)
print("uncertainty:", *(f"{x:.2f}" for x in seen))
print("binned:", *(f"{x:.2f}" for x in binned.transform(seen)))
print("isotonic:", *(f"{x:.2f}" for x in isotonic.transform(seen)))
PY
expect <<'SEEN'
uncertainty: 0.05 0.10 0.30 0.50 0.80 1.00 1.50
binned: 0.15 0.15 0.94 0.85 0.35 0.15 0.15
isotonic: 0.00 1.00 1.00 0.81 0.38 0.00 1.00
SEEN
