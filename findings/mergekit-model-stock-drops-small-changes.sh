#!/bin/sh
# mergekit: model_stock of two equal models gives 2 % of their change of a norm layer back, and the base model in its place, if the change is small.
#
# Version: mergekit 0.1.5, torch 2.15.0, Python 3.11.
# Seen: the product of the lengths of two changes, by which the cosine is divided, is taken as 1e-6 at least. A change of 0.00001 for each of 64 weights has a
#   length of 0.00008, so the cosine of equal changes is 0.006 in place of 1, and the merge keeps the base. 4,096 weights reach the limit at 0.00002.
# Expected: the mean of the models, which are equal; their angle is 0 whatever the length is.
# Why it matters: preference training at a rate of 1e-6 or less changes weights that little; what it taught is lost, more so in small tensors.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 numpy==2.4.6 transformers==5.24.0 pydantic==2.12.5 immutables==0.21
pypi_alone mergekit==0.1.5
python_code <<'PY'
import torch
from mergekit.merge_methods import merge_tensors

for size in (64, 4096):
    direction = torch.randn(size, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    for change in (1e-3, 1e-4, 1e-5, 1e-6):
        base = torch.ones(size, dtype=torch.float64)
        tuned = base + change * direction
        merged = merge_tensors([base, tuned, tuned.clone()], "model_stock", base_index=0)
        kept = (merged - base).norm() / (tuned - base).norm()
        print(f"{size} weights changed by about {change}: {kept:.3f} of the change is kept")
PY
expect <<'SEEN'
64 weights changed by about 0.001: 1.000 of the change is kept
64 weights changed by about 0.0001: 0.891 of the change is kept
64 weights changed by about 1e-05: 0.016 of the change is kept
64 weights changed by about 1e-06: 0.000 of the change is kept
4096 weights changed by about 0.001: 1.000 of the change is kept
4096 weights changed by about 0.0001: 1.000 of the change is kept
4096 weights changed by about 1e-05: 0.578 of the change is kept
4096 weights changed by about 1e-06: 0.008 of the change is kept
SEEN
