#!/bin/sh
# datasets: Dataset.from_generator gives the rows of an earlier call, although the file that the generator reads has changed.
#
# Version: datasets 5.2.0, pyarrow 26.0.1, Python 3.11.
# Seen: the cache's key is made of the generator's code and arguments. A generator that reads answers.txt gives "old" after the file says
#   "new", in the same process and in the next one; load_dataset("text", ...) of the same file sees the change.
# Expected: the generator runs; the page of the method names no condition under which it does not.
# Why it matters: labels are mended, the script is run again, and the model is trained on the labels of yesterday.
. "$(dirname "$0")/lib/setup.sh"
pypi datasets==5.2.0 pyarrow==26.0.1
python_code <<'PY'
import datasets
datasets.disable_progress_bars()
def rows():
    with open("answers.txt") as file:
        for line in file:
            yield {"answer": line.strip()}
for content in "old", "new":
    with open("answers.txt", "w") as file:
        file.write(content)
    print("file:", content, "- from_generator:", datasets.Dataset.from_generator(rows, cache_dir="cache")[0]["answer"],
          "- load_dataset:", datasets.load_dataset("text", data_files="answers.txt", split="train", cache_dir="cache")[0]["text"])
PY
expect <<'SEEN'
file: old - from_generator: old - load_dataset: old
file: new - from_generator: old - load_dataset: new
SEEN
