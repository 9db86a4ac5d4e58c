#!/bin/sh
# LM-Polygraph: for RenyiNeg and FisherRao an answer whose tokens were all guessed is the least uncertain one, and one that the model was sure of the most.
#
# Version: lm-polygraph 0.7.0, SciPy 1.17.1, Python 3.11.
# Seen: both are distances of the tokens' distribution from the uniform one, which are greatest if the model is sure; both are documented with "Higher values
#   indicate more uncertain samples". With alpha = 0.5, the default, RenyiNeg is twice the logarithm of the vocabulary's size below the divergence that it is
#   said to be; with alpha = 1 it is the divergence.
# Expected: an order as that of SelfCertainty beside them, which changes the sign of its distance from the uniform distribution, and 0 for that distribution.
# Why it matters: whoever leaves out the most uncertain answers by them leaves out the ones that the model was sure of.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 transformers==5.24.0 pillow==13.0.0
pypi_alone lm-polygraph==0.7.0
python_code <<'PY'
from alone import alone
alone("lm_polygraph", "lm_polygraph.utils", "lm_polygraph.estimators")
import numpy
from lm_polygraph.estimators.fisher_rao import FisherRao
from lm_polygraph.estimators.renyi_neg import RenyiNeg
from lm_polygraph.estimators.self_certainty import SelfCertainty

answers = {"sure": [0.97, 0.01, 0.01, 0.01], "less sure": [0.7, 0.1, 0.1, 0.1], "guessed": [0.25] * 4}
log_probs = [numpy.log([chances]) for chances in answers.values()]
for name, estimator in {
    "RenyiNeg": RenyiNeg(temperature=1), "RenyiNeg, alpha 1": RenyiNeg(alpha=1, temperature=1), "FisherRao": FisherRao(temperature=1), "SelfCertainty": SelfCertainty()
}.items():
    print(f"{name}: " + ", ".join(f"{answer} {uncertainty:.2f}" for answer, uncertainty in zip(answers, estimator({"greedy_log_probs": log_probs}) + 0.0)))
PY
expect <<'SEEN'
RenyiNeg: sure -1.89, less sure -2.55, guessed -2.77
RenyiNeg, alpha 1: sure 1.22, less sure 0.45, guessed 0.00
FisherRao: sure 0.56, less sure 0.30, guessed 0.00
SelfCertainty: sure -2.08, less sure -0.43, guessed 0.00
SEEN
