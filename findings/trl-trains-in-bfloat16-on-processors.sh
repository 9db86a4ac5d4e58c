#!/bin/sh
# TRL: every trainer computes in bfloat16 unless told otherwise, also with use_cpu=True.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: DPOConfig, SFTConfig, KTOConfig, GRPOConfig and RewardConfig with use_cpu=True have bf16 True; TrainingArguments of transformers,
#   from which they inherit, has False.
# Expected: the default of transformers, or 32 bits on a processor, where bfloat16 is slow unless it has units for it.
# Why it matters: a comparison "in 32 bits on a processor" with the defaults is none, and the losses differ in the third digit.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
from transformers import TrainingArguments
from trl import DPOConfig, GRPOConfig, KTOConfig, RewardConfig, SFTConfig
for config in (TrainingArguments, DPOConfig, SFTConfig, KTOConfig, GRPOConfig, RewardConfig):
    print(config.__name__, config(output_dir="out", use_cpu=True).bf16)
PY
expect <<'SEEN'
TrainingArguments False
DPOConfig True
SFTConfig True
KTOConfig True
GRPOConfig True
RewardConfig True
SEEN
