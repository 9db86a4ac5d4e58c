#!/bin/sh
# judgy: the interval of a pass rate that was measured on five answers has a width of zero, and is as wide for five answers as for five thousand.
#
# Version: judgy 0.1.0, Python 3.11.
# Seen: a judge that agreed with all 40 labels passes 3 of 5 new answers: the true pass rate is 0.6, with a 95 % interval from 0.6 to 0.6. With a judge that
#   is right in nine of ten labels, 3 of 5 and 3,000 of 5,000 give the same interval. Only the labelled answers are drawn again, never the new ones.
# Expected: 0.23 to 0.88, Wilson's interval of 3 of 5; the documentation says that the interval is that of the true pass rate.
# Why it matters: a few answers seem to settle what they cannot; asking the judge about more of them seems to be useless.
. "$(dirname "$0")/lib/setup.sh"
pypi judgy==0.1.0 numpy==2.4.6 statsmodels==0.15.0
python_code <<'PY'
import numpy
from judgy import estimate_success_rate
from statsmodels.stats.proportion import proportion_confint

labels = [1] * 20 + [0] * 20
good_judge = [1] * 18 + [0] * 2 + [0] * 18 + [1] * 2


def show(name, judged, new):
    numpy.random.seed(1)
    rate, low, high = estimate_success_rate(labels, judged, new, bootstrap_iterations=4000)
    print(f"{name}: {rate:.2f}, {low:.2f} to {high:.2f}")


show("perfect judge, 3 of 5", labels, [1, 1, 1, 0, 0])
show("good judge, 3 of 5", good_judge, [1, 1, 1, 0, 0])
show("good judge, 3,000 of 5,000", good_judge, [1, 1, 1, 0, 0] * 1000)
print("Wilson, 3 of 5: {:.2f} to {:.2f}".format(*proportion_confint(3, 5, method="wilson")))
PY
expect <<'SEEN'
perfect judge, 3 of 5: 0.60, 0.60 to 0.60
good judge, 3 of 5: 0.62, 0.51 to 0.77
good judge, 3,000 of 5,000: 0.62, 0.51 to 0.77
Wilson, 3 of 5: 0.23 to 0.88
SEEN
