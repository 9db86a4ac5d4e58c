#!/bin/sh
# datasets: map gives the results of an earlier version of its function, if the function stands in a module of its own that has been edited since.
#
# Version: datasets 5.2.0, Python 3.11.
# Seen: a script maps rows by scoring.score, where scoring.py is a file beside it; the file is edited and the script run again: the rewards are the
#   old ones. The cache is found by a hash of the function, and of an imported function only the name is hashed. If the same function stands in the
#   script itself, the second run computes anew.
# Expected: the code decides, as the documentation says of the fingerprint.
# Why it matters: rewards, labels and cleaned prompts of a corrected function are not used, and the corrected run trains on the old ones.
. "$(dirname "$0")/lib/setup.sh"
pypi datasets==5.2.0
python_code <<'PY'
import os
import subprocess
import sys
with open("rows.jsonl", "w") as file:
    file.write('{"prompt": "why"}\n')
own = "def score(row):\n    return {'reward': %d}\n"
script = ("import datasets\ndatasets.disable_progress_bars()\nrows = datasets.load_dataset('json', data_files='rows.jsonl', split='train', cache_dir='cache')\n"
          "%s\nprint(rows.map(score)[0]['reward'])\n")

def run(text):
    with open("script.py", "w") as file:
        file.write(text)
    return subprocess.run([sys.executable, "-B", "script.py"], env={**os.environ, "HF_DATASETS_CACHE": "cache"}, capture_output=True, text=True, check=True).stdout.strip()

for reward in (1, 25):
    with open("scoring.py", "w") as file:
        file.write(own % reward)
    print("function gives", reward, "- in a module:", run(script % "from scoring import score"), "- in the script:", run(script % (own % reward)))
PY
expect <<'SEEN'
function gives 1 - in a module: 1 - in the script: 1
function gives 25 - in a module: 1 - in the script: 25
SEEN
