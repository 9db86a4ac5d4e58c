#!/bin/sh
# TRL: accuracy_reward pays 0 for the right answer, and 1 for a wrong one, if the solution stands in the data without dollar signs.
#
# Version: trl 1.16.0, math-verify 0.9.0, Python 3.11.
# Seen: solutions as data sets of mathematics keep them, 3\sqrt{2}, (2, 3), 1.5 \times 10^3, 10:30: of each the first or last number is read, so
#   \boxed{3\sqrt{2}} gets 0 and \boxed{3} gets 1. With $...$ around the solution it is the other way round. The docstring's example,
#   \frac{1}{3} without dollar signs, works; nothing warns, and a solution that cannot be read at all gives None.
# Expected: the same reading as for the answer, which is taken as LaTeX; or None.
# Why it matters: GRPO then teaches the wrong answers of just the tasks that are not plain numbers.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0 math-verify==0.9.0
python_code <<'PY'
from trl.rewards import accuracy_reward

def reward(solution, answer):
    return accuracy_reward([[{"role": "assistant", "content": "So it is \\boxed{%s}." % answer}]], [solution])[0]

for solution, wrong in (("\\frac{1}{3}", "3"), ("3\\sqrt{2}", "3"), ("(2, 3)", "3"), ("1.5 \\times 10^3", "10^3"), ("10:30", "10")):
    print("%s: right %s, answer %s %s; with dollar signs: right %s, answer %s %s" % (solution, reward(solution, solution), wrong, reward(solution, wrong),
        reward("$%s$" % solution, solution), wrong, reward("$%s$" % solution, wrong)))
PY
expect <<'SEEN'
\frac{1}{3}: right 1.0, answer 3 0.0; with dollar signs: right 1.0, answer 3 0.0
3\sqrt{2}: right 0.0, answer 3 1.0; with dollar signs: right 1.0, answer 3 0.0
(2, 3): right 0.0, answer 3 1.0; with dollar signs: right 1.0, answer 3 0.0
1.5 \times 10^3: right 0.0, answer 10^3 1.0; with dollar signs: right 1.0, answer 10^3 0.0
10:30: right 0.0, answer 10 1.0; with dollar signs: right 1.0, answer 10 0.0
SEEN
