#!/bin/sh
# Reasoning Gym: game_of_life_halting pays 1 for every text, "False" where "True" is right among them.
#
# Version: reasoning-gym 0.1.25, Python 3.11.
# Seen: the answer is compared by bool(), and a text is true unless it is empty. "True", "False" and "I do not know" get 1.0 for all of 50 games, of
#   which some halt and some do not; only an empty answer gets 0.0.
# Expected: 1.0 for the answer that the entry has, and 0.0 for the other one.
# Why it matters: the reward says nothing about the answer, and a mixture of tasks looks partly solved from the first step on.
. "$(dirname "$0")/lib/setup.sh"
pypi reasoning-gym==0.1.25
python_code <<'PY'
import reasoning_gym
games = reasoning_gym.create_dataset("game_of_life_halting", size=50, seed=1)
entries = list(games)
print("right answers:", sorted({entry["answer"] for entry in entries}))
for answer in ("True", "False", "I do not know", ""):
    print(repr(answer), "scores", sorted({games.score_answer(answer, entry) for entry in entries}))
PY
expect <<'SEEN'
right answers: ['False', 'True']
'True' scores [1.0]
'False' scores [1.0]
'I do not know' scores [1.0]
'' scores [0.0]
SEEN
