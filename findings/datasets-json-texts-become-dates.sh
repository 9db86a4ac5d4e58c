#!/bin/sh
# datasets: an answer of a JSON Lines file that looks like a date comes back as a datetime, not as the text that was written.
#
# Version: datasets 5.2.0, pyarrow 26.0.1, Python 3.11.
# Seen: {"answer": "2024-01-01"} in every row gives datetime(2024, 1, 1, 0, 0); one row with another text keeps them all as texts.
# Expected: JSON has no dates; the standard library's json gives the texts.
# Why it matters: in a data set of short answers the type depends on the other rows; written out again the answer is
#   "2024-01-01 00:00:00", and that is what a model learns.
. "$(dirname "$0")/lib/setup.sh"
pypi datasets==5.2.0 pyarrow==26.0.1
python_code <<'PY'
import datasets
datasets.disable_progress_bars()
for name, rows in {"dates only": ["2024-01-01", "2023-05-06"], "one other": ["2024-01-01", "in May"]}.items():
    with open("rows.jsonl", "w") as file:
        file.writelines('{"answer": "%s"}\n' % row for row in rows)
    print(name + ":", repr(datasets.load_dataset("json", data_files="rows.jsonl", split="train", cache_dir=name.replace(" ", "-"))[0]["answer"]))
PY
expect <<'SEEN'
dates only: datetime.datetime(2024, 1, 1, 0, 0)
one other: '2024-01-01'
SEEN
