#!/bin/sh
# mergekit: SCE gives models the same weight, whatever their changes are, if these are smaller than about 0.001, as they are after preference training.
#
# Version: mergekit 0.1.5, torch 2.15.0, Python 3.11.
# Seen: where the sum of the mean squares of the changes is below 1e-6, all weights are 1 / n, so that a model with three times the change of the other counts
#   as much. Changes of 0.01 give it nine times the weight of the other.
# Expected: the same shares at every size; multiplying all changes by a number multiplies the merged change by it.
# Why it matters: weights by the size of the changes are what distinguishes the method; for small changes it is the plain mean, and nothing says so.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 numpy==2.4.6 transformers==5.24.0 pydantic==2.12.5 immutables==0.21
pypi_alone mergekit==0.1.5
python_code <<'PY'
import torch
from mergekit.merge_methods import merge_tensors

base = torch.zeros(64, 64, dtype=torch.float64)
change = torch.rand(64, 64, generator=torch.Generator().manual_seed(0), dtype=torch.float64) + 0.5
for size in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5):
    first, second = size * change, 3 * size * change
    merged = merge_tensors([base, first, second], "sce", base_index=0)
    share = ((merged - first) / (second - first)).mean()
    print(f"changes of about {size} and {3 * size:.5f}: the second model has {share:.2f} of the weight")
PY
expect <<'SEEN'
changes of about 0.1 and 0.30000: the second model has 0.90 of the weight
changes of about 0.01 and 0.03000: the second model has 0.90 of the weight
changes of about 0.001 and 0.00300: the second model has 0.90 of the weight
changes of about 0.0001 and 0.00030: the second model has 0.50 of the weight
changes of about 1e-05 and 0.00003: the second model has 0.50 of the weight
SEEN
