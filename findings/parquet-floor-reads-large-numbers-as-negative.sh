#!/bin/sh
# parquet-floor: an unsigned number of 32 bits above 2,147,483,647 comes back negative.
#
# Version: blue.strategic.parquet:parquet-floor 2.3; the file is written by pyarrow 26.0.1.
# Seen: 3000000000 comes back as -1294967296, and 2147483647 as itself; unsigned numbers of 8 bits are right.
# Expected: 3000000000 as a long, or an exception; the column's type says that it is unsigned, and pyarrow and DuckDB read it so.
# Why it matters: seeds and hashes of rows are such numbers; joined with another tool's table, half of the rows find no partner.
. "$(dirname "$0")/lib/setup.sh"
parquet_floor <<'PY'
import pyarrow, pyarrow.parquet
table = {"seed": pyarrow.array([3000000000, 2147483647], pyarrow.uint32()), "byte": pyarrow.array([200, 1], pyarrow.uint8())}
pyarrow.parquet.write_table(pyarrow.table(table), "rows.parquet")
PY
expect <<'SEEN'
[seed=-1294967296, byte=200]
[seed=2147483647, byte=1]
SEEN
