#!/bin/sh
# OpenSkill: after 2,000 games of which one model won 75 %, predict_win gives it 87 %, with Plackett-Luce, the default, and with Bradley-Terry.
#
# Version: openskill 6.2.0, Python 3.11.
# Seen: the ratings are updated with a logistic curve, by which they settle where their difference says 76 %; predict_win reads the same difference
#   with a normal curve. The two Thurstone-Mosteller models, whose update has a normal curve, say 77 % (full) and 92 % (part).
# Expected: a prediction by the model that made the ratings: 76 %.
# Why it matters: win rates read off ratings are reported as results; these are far too high, and by another amount for each model.
. "$(dirname "$0")/lib/setup.sh"
pypi openskill==6.2.0
python_code <<'PY'
import math
from openskill import models
for name in ("PlackettLuce", "BradleyTerryFull", "BradleyTerryPart", "ThurstoneMostellerFull", "ThurstoneMostellerPart"):
    model = getattr(models, name)()
    first, second = model.rating(), model.rating()
    for game in range(2000):
        (first,), (second,) = model.rate([[first], [second]], ranks=[2, 1] if game % 4 == 0 else [1, 2])
    width = math.sqrt(first.sigma ** 2 + second.sigma ** 2 + 2 * model.beta ** 2)
    print(f"{name}: predict_win {model.predict_win([[first], [second]])[0]:.2f}, logistic {1 / (1 + math.exp((second.mu - first.mu) / width)):.2f}")
PY
expect <<'SEEN'
PlackettLuce: predict_win 0.87, logistic 0.76
BradleyTerryFull: predict_win 0.87, logistic 0.76
BradleyTerryPart: predict_win 0.87, logistic 0.76
ThurstoneMostellerFull: predict_win 0.77, logistic 0.67
ThurstoneMostellerPart: predict_win 0.92, logistic 0.80
SEEN
