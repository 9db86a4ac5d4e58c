#!/bin/sh
# Reasoning Gym: puzzle24 pays 1 for 8*3*1*1, whatever the four numbers are, and for a value between 24 and 25.
#
# Version: reasoning-gym 0.1.25, Python 3.11.
# Seen: of the answer only the value, cut to an integer, and the count and the range of its numbers are looked at. 8*3*1*1 and 5*5-1/2 get 1.0 for
#   every one of 100 puzzles, of which one has the numbers 8, 3, 1, 1 and none has 5, 5, 1, 2.
# Expected: 0.01, what the other wrong answers get; the question says that each of its four numbers is used once. countdown compares the numbers.
# Why it matters: a policy trained on this reward needs one answer for all puzzles.
. "$(dirname "$0")/lib/setup.sh"
pypi reasoning-gym==0.1.25
python_code <<'PY'
import reasoning_gym
puzzles = reasoning_gym.create_dataset("puzzle24", size=100, seed=1)
entries = list(puzzles)
print("first puzzle:", entries[0]["metadata"]["numbers"], "its own answer:", puzzles.score_answer(entries[0]["answer"], entries[0]))
for answer in ("8*3*1*1", "5*5-1/2", "8*3*1*2"):
    numbers = sorted(int(digit) for digit in answer if digit.isdigit())
    print(answer, "scores", sorted({puzzles.score_answer(answer, entry) for entry in entries}),
          "puzzles with these numbers:", sum(sorted(entry["metadata"]["numbers"]) == numbers for entry in entries))
PY
expect <<'SEEN'
first puzzle: [8, 5, 10, 6] its own answer: 1.0
8*3*1*1 scores [1.0] puzzles with these numbers: 1
5*5-1/2 scores [1.0] puzzles with these numbers: 0
8*3*1*2 scores [0.01] puzzles with these numbers: 0
SEEN
