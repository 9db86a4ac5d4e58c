#!/bin/sh
# Oumi: the countdown reward of a right equation is 0 if a line end, or another line, follows it, as for an answer that has no equation at all.
#
# Version: oumi 0.9, Python 3.11.
# Seen: <answer> is looked for in the last line only, and behind a line end at the end of the text there is a last line that is empty. An equation that goes over two
#   lines is not seen either.
# Expected: 1 for an equation that uses the numbers and reaches the target, which is what the reward is documented to check.
# Why it matters: models end their answers with a line end, or with a sentence; the policy is paid for leaving it out, not for the task.
. "$(dirname "$0")/lib/setup.sh"
pypi attrs==25.4.0 cattrs==26.1.0
pypi_alone oumi==0.9
python_code <<'PY'
import sys
import types
from alone import alone
alone("oumi", "oumi.core", "oumi.datasets", "oumi.datasets.grpo", "oumi.datasets.grpo.rewards")
registry = types.ModuleType("oumi.core.registry")  # it would only note the function's name
registry.RegistryType = types.SimpleNamespace(REWARD_FUNCTION=None)
registry.register = lambda name, kind: lambda function: function
sys.modules["oumi.core.registry"] = registry
from oumi.datasets.grpo.rewards.countdown_rewards import countdown_reward

for answer in ("<answer>(3 + 5) * 4</answer>", "8 * 4 is 32.\n<answer>(3 + 5) * 4</answer>", "<answer>(3 + 5) * 4</answer>\n", "<answer>(3 + 5) * 4</answer>\nThis is 32.",
               "<answer>\n(3 + 5) * 4\n</answer>", "I do not know.", "<answer>3 + 5 + 4</answer>"):
    reward = countdown_reward("countdown", answer, {"target": 32, "numbers": [3, 4, 5]}, {}, format_score=0.1)
    print(f"{answer!r}: {reward}")
PY
expect <<'SEEN'
'<answer>(3 + 5) * 4</answer>': 1.0
'8 * 4 is 32.\n<answer>(3 + 5) * 4</answer>': 1.0
'<answer>(3 + 5) * 4</answer>\n': 0
'<answer>(3 + 5) * 4</answer>\nThis is 32.': 0
'<answer>\n(3 + 5) * 4\n</answer>': 0
'I do not know.': 0
'<answer>3 + 5 + 4</answer>': 0.1
SEEN
