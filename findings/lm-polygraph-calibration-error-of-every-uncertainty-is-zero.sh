#!/bin/sh
# LM-Polygraph: the expected calibration error of a model that is sure of all answers is 0 if all are wrong and 1 if all are right; of a less sure one it is 0.
#
# Version: lm-polygraph 0.7.0, scikit-learn 1.9.1, Python 3.11.
# Seen: ECE() changes the sign of the uncertainty and takes the result for a confidence between 0 and 1. With uncertainties such as 1 - p or -log p, which
#   the package's estimators give, it lies below all bins, and these answers are left out; an uncertainty of 0 becomes a confidence of 0. Only if the
#   uncertainty is -p it is an error of calibration.
# Expected: 0 for an uncertainty that is the share of wrong answers, and 0.9 where answers with an uncertainty of 0.1 are all wrong.
# Why it matters: 0 is the best value that the metric has.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 transformers==5.24.0 pillow==13.0.0
pypi_alone lm-polygraph==0.7.0
python_code <<'PY'
from alone import alone
alone("lm_polygraph", "lm_polygraph.utils")
from lm_polygraph.ue_metrics.ece import ECE

for name, uncertainty, right in (("0.1, all wrong", 0.1, 0), ("0.9, all right", 0.9, 1), ("0, all right", 0.0, 1), ("0, all wrong", 0.0, 0),
                                 ("-log(0.9), all wrong", 0.105, 0), ("-0.9, all wrong", -0.9, 0)):
    print(f"uncertainty {name}: {ECE()([uncertainty] * 10, [right] * 10):.2f}")
PY
expect <<'SEEN'
uncertainty 0.1, all wrong: 0.00
uncertainty 0.9, all right: 0.00
uncertainty 0, all right: 1.00
uncertainty 0, all wrong: 0.00
uncertainty -log(0.9), all wrong: 0.00
uncertainty -0.9, all wrong: 0.90
SEEN
