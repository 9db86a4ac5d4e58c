#!/bin/sh
# parquet-floor: a column of lists of texts is not there when the file is read, and no exception is thrown.
#
# Version: blue.strategic.parquet:parquet-floor 2.3; the file is written by pyarrow 26.0.1.
# Seen: the rows of "prompt" and "answers", a list of two texts, come back with the prompt alone.
# Expected: the list, or an exception.
# Why it matters: rankings and samples of a prompt are kept as lists; the reader's rows look complete, and the data set has no answers.
. "$(dirname "$0")/lib/setup.sh"
parquet_floor <<'PY'
import pyarrow, pyarrow.parquet
pyarrow.parquet.write_table(pyarrow.table({"prompt": ["Why?"], "answers": [["Because.", "It is so."]]}), "rows.parquet")
PY
expect <<'SEEN'
[prompt=Why?]
SEEN
