#!/bin/sh
# safetensors: safetensors.numpy.save_file writes a transposed array with its numbers in the wrong places, without a word.
#
# Version: safetensors 0.8.0, numpy 2.4.6, Python 3.11; 0.7.0 wrote the same array right.
# Seen: the transpose of [[0, 1, 2], [3, 4, 5]] comes back with the right shape and the rows 0 1, 2 3 and 4 5; so do the numbers of a pandas
#   table, which lie column by column. numpy.ascontiguousarray(...) before saving helps.
# Expected: the rows 0 3, 1 4 and 2 5, or an error: the library's module for torch refuses such tensors with a ValueError.
# Why it matters: matrices are transposed all the time when models change their format; the file loads, and the model is noise.
. "$(dirname "$0")/lib/setup.sh"
pypi safetensors==0.8.0 numpy==2.4.6 pandas==3.1.1
python_code <<'PY'
import numpy, pandas
from safetensors.numpy import load, load_file, save, save_file
matrix = numpy.array([[0, 1, 2], [3, 4, 5]], dtype=numpy.float32)
save_file({"transposed": matrix.T, "copied": numpy.ascontiguousarray(matrix.T)}, "model.safetensors")
read = load_file("model.safetensors")
print("meant:", matrix.T.tolist())
print("transposed:", read["transposed"].tolist())
print("copied:", read["copied"].tolist())
table = pandas.DataFrame({"a": [1.0, 2.0, 3.0], "b": [4.0, 5.0, 6.0]})
print("table meant:", table.to_numpy().tolist(), "read:", load(save({"table": table.to_numpy()}))["table"].tolist())
PY
expect <<'SEEN'
meant: [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
transposed: [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
copied: [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
table meant: [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]] read: [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
SEEN
