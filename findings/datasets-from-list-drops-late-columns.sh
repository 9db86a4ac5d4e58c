#!/bin/sh
# datasets: Dataset.from_list leaves out every column that the first row does not have, without a word.
#
# Version: datasets 5.2.0, Python 3.11.
# Seen: two rows, of which the second has a "margin": the data set has no column "margin". With the rows the other way round it has one. If features
#   names the column, the same rows are refused.
# Expected: all columns, null where a row has none, as load_dataset("json") gives for the same rows in a file.
# Why it matters: ratings, weights and reasons are often there for some answers only; whether they survive depends on the first row.
. "$(dirname "$0")/lib/setup.sh"
pypi datasets==5.2.0
python_code <<'PY'
import json
from datasets import Dataset, Features, Value, disable_progress_bars, load_dataset
disable_progress_bars()
rows = [{"chosen": "yes"}, {"chosen": "no", "margin": 2.0}]
print("from_list:", Dataset.from_list(rows)[:])
try:
    print("from_list with features:", Dataset.from_list(rows, features=Features({"chosen": Value("string"), "margin": Value("float64")}))[:])
except Exception as error:
    print("from_list with features:", type(error).__name__)
print("first row last:", Dataset.from_list(rows[::-1])[:])
with open("rows.jsonl", "w") as file:
    file.writelines(json.dumps(row) + "\n" for row in rows)
print("json:", load_dataset("json", data_files="rows.jsonl", split="train", cache_dir="cache")[:])
PY
expect <<'SEEN'
from_list: {'chosen': ['yes', 'no']}
from_list with features: ValueError
first row last: {'chosen': ['no', 'yes'], 'margin': [2.0, None]}
json: {'chosen': ['yes', 'no'], 'margin': [None, 2.0]}
SEEN
