#!/bin/sh
# parquet-floor: a user's message comes back as the assistant's.
#
# Version: blue.strategic.parquet:parquet-floor 2.3; the file is written by pyarrow 26.0.1.
# Seen: a list of messages, each of a role and a content, is read as a map from the first to the second. Of the row [user: hi, assistant: yo]
#   both are right; the next row, [user: why?], comes back as messages.assistant=why?, under the key of the row before.
# Expected: the roles as written, or an exception for a type that the reader does not know; Spark, DuckDB and pyarrow read the file right.
# Why it matters: this is how conversations are kept in the Parquet files of public data sets; a model is trained on questions as answers.
. "$(dirname "$0")/lib/setup.sh"
parquet_floor <<'PY'
import pyarrow, pyarrow.parquet
rows = [[{"role": "user", "content": "hi"}, {"role": "assistant", "content": "yo"}], [{"role": "user", "content": "why?"}]]
pyarrow.parquet.write_table(pyarrow.table({"messages": rows}), "rows.parquet")
PY
expect <<'SEEN'
[messages.user=hi, messages.assistant=yo]
[messages.assistant=why?]
SEEN
