#!/bin/sh
# lighteval: two answers that are right for pass@k and maj@n with strip_strings=True are wrong for avg@n with the same setting.
#
# Version: lighteval 0.13.0, Python 3.11.
# Seen: AvgAtN takes strip_strings and normalize, says that it applies them, and compares the answers as they are: " yes" and " yes" for "yes" have 0, and the
#   same answers have 1 with PassAtK and MajAtN. The same with a function for normalize that makes letters small.
# Expected: 1; the three take the same settings.
# Why it matters: avg@n and pass@1 are two names for one number; here they are 0 and 1 for the same answers.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
from lighteval.metrics.metrics_sample import AvgAtN, MajAtN, PassAtK
from lighteval.models.model_output import ModelResponse
from lighteval.tasks.requests import Doc

gold = Doc(query="", choices=["yes"], gold_index=0)
for answers, settings in (([" yes", " yes"], {"strip_strings": True}), (["Yes", "YES"], {"normalize": str.lower}), (["yes", "yes"], {})):
    response = ModelResponse(text=answers)
    metrics = AvgAtN(n=2, **settings), PassAtK(k=1, n=2, **settings), MajAtN(n=2, **settings)
    print(answers, list(settings), *(f"{type(metric).__name__} {float(metric.compute(gold, response)):.1f}" for metric in metrics))
PY
expect <<'SEEN'
[' yes', ' yes'] ['strip_strings'] AvgAtN 0.0 PassAtK 1.0 MajAtN 1.0
['Yes', 'YES'] ['normalize'] AvgAtN 0.0 PassAtK 1.0 MajAtN 1.0
['yes', 'yes'] [] AvgAtN 1.0 PassAtK 1.0 MajAtN 1.0
SEEN
