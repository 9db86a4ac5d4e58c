#!/bin/sh
# mergekit: nuslerp_row_wise=True interpolates column by column, and False row by row: a row that two models share is changed by the merge with True.
#
# Version: mergekit 0.1.5, torch 2.15.0, Python 3.11.
# Seen: with nuslerp_flatten=False and the default of nuslerp_row_wise the second row, which is 2 0 in both models, stays as it is, and the columns are mixed; with
#   nuslerp_row_wise=True the second row becomes 2.05 0, because each column is turned as one vector. The other way round for models that share a column.
# Expected: "SLERPs row vectors instead of column vectors" with True, as the documentation says: a row that is equal in both models stays as it is.
# Why it matters: a row of a weight is what one output sees; who merges by outputs gets a merge by inputs.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 numpy==2.4.6 transformers==5.24.0 pydantic==2.12.5 immutables==0.21
pypi_alone mergekit==0.1.5
python_code <<'PY'
import torch
from mergekit.merge_methods import merge_tensors

for name, first, second in (("second row", [[1.0, 0], [2, 0]], [[0.0, 1], [2, 0]]), ("second column", [[1.0, 2], [0, 0]], [[0.0, 2], [1, 0]])):
    for row_wise in (False, True):
        merged = merge_tensors([torch.tensor(first), torch.tensor(second)], "nuslerp",
                               parameters={"weight": [0.5, 0.5], "nuslerp_flatten": False, "nuslerp_row_wise": row_wise})
        rows = "; ".join(" ".join(f"{number:.2f}" for number in row) for row in merged.tolist())
        print(f"equal in the {name}, row_wise={row_wise}: {rows}")
PY
expect <<'SEEN'
equal in the second row, row_wise=False: 0.71 0.71; 2.00 0.00
equal in the second row, row_wise=True: 0.51 0.71; 2.05 0.00
equal in the second column, row_wise=False: 0.51 2.05; 0.71 0.00
equal in the second column, row_wise=True: 0.71 2.00; 0.71 0.00
SEEN
