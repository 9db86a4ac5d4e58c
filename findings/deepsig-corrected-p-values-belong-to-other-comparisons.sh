#!/bin/sh
# DeepSig: bonferroni_correction gives the comparison with p = 0.001 a corrected p-value of 0.6, and 0.06 to the one with p = 0.5.
#
# Version: deepsig 1.2.8, NumPy 2.4.6, Python 3.11; statsmodels 0.14.6.
# Seen: the corrected values are put back by the order in which the p-values were sorted, not by its inverse, so that most of them stand in
#   other places unless the list is sorted. They are not Bonferroni's, but (n + 1 - rank) p, as Holm's without its running maximum, so that a larger p-value may get a
#   smaller corrected one.
# Expected: "Corrected p-values", in the order of the given ones: [1, 0.004, 0.08, 1] by Bonferroni, [0.6, 0.004, 0.06, 0.6] by Holm.
# Why it matters: the hypotheses that are rejected are others than the ones that have evidence against them.
. "$(dirname "$0")/lib/setup.sh"
pypi deepsig==1.2.8 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 statsmodels==0.14.6
python_code <<'PY'
from deepsig import bonferroni_correction
from statsmodels.stats.multitest import multipletests


def shown(values):
    return "[" + ", ".join(f"{value:.3g}" for value in values) + "]"


for values in ([0.5, 0.001, 0.02, 0.3], [0.04, 0.01, 0.03], [0.001, 0.02, 0.3, 0.5], [0.03, 0.03001]):
    bonferroni, holm = (multipletests(values, method=method)[1] for method in ("bonferroni", "holm"))
    print(f"{shown(values)}: deepsig {shown(bonferroni_correction(values))}, Bonferroni {shown(bonferroni)}, Holm {shown(holm)}")
PY
expect <<'SEEN'
[0.5, 0.001, 0.02, 0.3]: deepsig [0.06, 0.6, 0.5, 0.004], Bonferroni [1, 0.004, 0.08, 1], Holm [0.6, 0.004, 0.06, 0.6]
[0.04, 0.01, 0.03]: deepsig [0.06, 0.04, 0.03], Bonferroni [0.12, 0.03, 0.09], Holm [0.06, 0.03, 0.06]
[0.001, 0.02, 0.3, 0.5]: deepsig [0.004, 0.06, 0.6, 0.5], Bonferroni [0.004, 0.08, 1, 1], Holm [0.004, 0.06, 0.6, 0.6]
[0.03, 0.03]: deepsig [0.06, 0.03], Bonferroni [0.06, 0.06], Holm [0.06, 0.06]
SEEN
