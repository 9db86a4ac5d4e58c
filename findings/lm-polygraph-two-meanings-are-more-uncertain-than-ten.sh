#!/bin/sh
# LM-Polygraph: the direct semantic entropy of ten answers with two meanings is 3.47 and that of ten with ten meanings 2.30; the entropy of two is 0.69.
#
# Version: lm-polygraph 0.7.0, Python 3.11.
# Seen: SemanticEntropy(entropy_estimation="direct") adds -p ln(p) once for every answer, not once for every meaning, so that each meaning counts as often as
#   it has answers. With entropy_estimation="mean", the default, the entropy is right where the probabilities are frequencies.
# Expected: the entropy of the meanings' probabilities, which is at most the logarithm of their number.
# Why it matters: a model that wavers between two answers seems to know less than one that says something else each time.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 transformers==5.24.0 pillow==13.0.0
pypi_alone lm-polygraph==0.7.0
python_code <<'PY'
from alone import alone
alone("lm_polygraph", "lm_polygraph.utils", "lm_polygraph.estimators")
import numpy
from lm_polygraph.estimators.semantic_entropy import SemanticEntropy

for sizes in ([10], [9, 1], [5, 5], [4, 3, 3], [1] * 10):
    meanings = numpy.repeat(range(len(sizes)), sizes)
    answers = [numpy.flatnonzero(meanings == meaning).tolist() for meaning in range(len(sizes))]
    stats = {"sample_texts": [["answer"] * 10], "semantic_classes_entail": {"class_to_sample": {0: answers}, "sample_to_class": {0: meanings.tolist()}}}
    mean, direct = (SemanticEntropy(class_probability_estimation="frequency", entropy_estimation=how)(stats)[0] + 0.0 for how in ("mean", "direct"))
    shares = numpy.array(sizes) / 10
    print(f"answers of each meaning {sizes}: direct {direct:.2f}, mean {mean:.2f}, entropy {-(shares * numpy.log(shares)).sum() + 0.0:.2f}")
PY
expect <<'SEEN'
answers of each meaning [10]: direct 0.00, mean 0.00, entropy 0.00
answers of each meaning [9, 1]: direct 1.08, mean 0.33, entropy 0.33
answers of each meaning [5, 5]: direct 3.47, mean 0.69, entropy 0.69
answers of each meaning [4, 3, 3]: direct 3.63, mean 1.09, entropy 1.09
answers of each meaning [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]: direct 2.30, mean 2.30, entropy 2.30
SEEN
