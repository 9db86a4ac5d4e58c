#!/bin/sh
# Polars: read_ndjson leaves out a field that first occurs after row 100, without a word.
#
# Version: polars 2.1.0, Python 3.11.
# Seen: of 150 rows with a prompt only and one with a prompt and a margin the column margin is gone; with infer_schema_length=None it is
#   there. scan_ndjson does the same. DuckDB's read_json and datasets' load_dataset keep it.
# Expected: the column, or an error, as for a value whose type does not fit what the first 100 rows said.
# Why it matters: margins, tool calls and names of speakers are fields of few rows; sorted files have them at the end.
. "$(dirname "$0")/lib/setup.sh"
pypi polars==2.1.0
python_code <<'PY'
import polars
with open("rows.jsonl", "w") as file:
    file.write('{"prompt": "Why?"}\n' * 150 + '{"prompt": "How?", "margin": 3}\n')
print("as it comes:", polars.read_ndjson("rows.jsonl").columns)
print("scanned:", polars.scan_ndjson("rows.jsonl").collect().columns)
print("all rows looked at:", polars.read_ndjson("rows.jsonl", infer_schema_length=None).columns)
PY
expect <<'SEEN'
as it comes: ['prompt']
scanned: ['prompt']
all rows looked at: ['prompt', 'margin']
SEEN
