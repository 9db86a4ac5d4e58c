#!/bin/sh
# Reasoning Gym: an integral is "solved" by writing it down again: Integral(2*x, x) gets the full reward.
#
# Version: reasoning-gym 0.1.25, Python 3.11.
# Seen: simple_integration and intermediate_integration differentiate the answer and compare it with the integrand. The answer "Integral(f, x)" with the
#   f of the question gets 1.0 for all of 60 questions; some entries even give it as their own answer.
# Expected: 0.0; the question asks for the antiderivative.
# Why it matters: the shortest way to the reward is to copy the question.
. "$(dirname "$0")/lib/setup.sh"
pypi reasoning-gym==0.1.25
python_code <<'PY'
import reasoning_gym
for name in ("simple_integration", "intermediate_integration"):
    questions = reasoning_gym.create_dataset(name, size=60, seed=1)
    copied = [questions.score_answer("Integral({integrand}, {variable})".format(**entry["metadata"]), entry) for entry in questions]
    print(name, "- copied questions score", sorted(set(copied)), "- half of the integrand:",
          questions.score_answer("Integral(({integrand})/2, {variable})".format(**questions[0]["metadata"]), questions[0]),
          "- own answers with Integral:", any("Integral" in entry["answer"] for entry in questions))
PY
expect <<'SEEN'
simple_integration - copied questions score [1.0] - half of the integrand: 0.0 - own answers with Integral: False
intermediate_integration - copied questions score [1.0] - half of the integrand: 0.0 - own answers with Integral: True
SEEN
