#!/bin/sh
# unitxt: the greatest F1 of four scores that rank all answers rightly is 0 if they lie between 0.9996 and 0.9999, and 0.67 between 0.0001 and 0.0004.
#
# Version: unitxt 1.26.10, scikit-learn 1.9.1, Python 3.11.
# Seen: max_f1_binary, which "Tests all possible thresholds", tries the scores rounded to three places: of 0.9996 to 0.9999 the only threshold is 1, above
#   all of them, and of 0.0001 to 0.0004 it is 0. max_accuracy_binary beside it takes the scores as they are.
# Expected: 1 for scores that rank all answers rightly, whatever their size.
# Why it matters: probabilities of judges crowd at 0 and 1.
. "$(dirname "$0")/lib/setup.sh"
pypi unitxt==1.26.10 datasets==5.2.0 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
python_code <<'PY'
from unitxt.metrics import BinaryMaxAccuracy, BinaryMaxF1

good = [[0], [0], [1], [1]]
for scores in ([0.1, 0.2, 0.3, 0.4], [0.0001, 0.0002, 0.0003, 0.0004], [0.9996, 0.9997, 0.9998, 0.9999], [0.9991, 0.9992, 0.9998, 0.9999]):
    f1 = BinaryMaxF1().compute(good, scores, [{}] * 4)
    accuracy = BinaryMaxAccuracy().compute(good, scores, [{}] * 4)
    print(f"{scores}: max_f1_binary {f1['max_f1_binary']:.2f} at {f1['best_thr_maxf1']:g}, max_accuracy_binary {accuracy['max_accuracy_binary']:.2f} at {accuracy['best_thr_max_acc']:g}")
PY
expect <<'SEEN'
[0.1, 0.2, 0.3, 0.4]: max_f1_binary 1.00 at 0.3, max_accuracy_binary 1.00 at 0.3
[0.0001, 0.0002, 0.0003, 0.0004]: max_f1_binary 0.67 at 0, max_accuracy_binary 1.00 at 0.0003
[0.9996, 0.9997, 0.9998, 0.9999]: max_f1_binary 0.00 at 1, max_accuracy_binary 1.00 at 0.9998
[0.9991, 0.9992, 0.9998, 0.9999]: max_f1_binary 0.67 at 0.999, max_accuracy_binary 1.00 at 0.9998
SEEN
