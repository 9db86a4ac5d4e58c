#!/bin/sh
# TRL: rewards/accuracies of DPO begins at 0, not at one half.
#
# Version: trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: in the first step the policy is the reference, all rewards are 0, and the logged accuracy is 0.0 beside a loss of 0.693: a pair of
#   equal rewards counts as one that is wrong.
# Expected: 0.5, as for a coin, and as a tie counts for the win rates that the library's users report.
# Why it matters: the curve seems to climb from 0, so a run that ends at chance looks as if it had learned; pairs whose answers were cut to
#   the same text hold the accuracy down for good.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
python_code <<'PY'
import datasets
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer
datasets.disable_progress_bars()
words = Tokenizer(models.WordLevel({word: i for i, word in enumerate(["[pad]", "</s>", "[unk]", "why", "yes", "no"])}, unk_token="[unk]"))
words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[pad]", eos_token="</s>", unk_token="[unk]")
torch.manual_seed(0)
LlamaForCausalLM(LlamaConfig(vocab_size=16, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)).save_pretrained("start")
rows = datasets.Dataset.from_list([{"prompt": "why ", "chosen": "yes", "rejected": "no"}] * 4)
settings = DPOConfig("out", max_steps=1, logging_steps=1, report_to="none", use_cpu=True, bf16=False, disable_tqdm=True, per_device_train_batch_size=2)
model, reference = LlamaForCausalLM.from_pretrained("start"), LlamaForCausalLM.from_pretrained("start")
trainer = DPOTrainer(model, reference, args=settings, train_dataset=rows, processing_class=tokenizer)
trainer.train()
first = trainer.state.log_history[0]
with open("shown", "w") as file:
    print("loss %.3f, margins %.3f, accuracies %.1f" % (float(first["loss"]), float(first["rewards/margins"]), float(first["rewards/accuracies"])), file=file)
PY
mv "$work/shown" "$work/seen"
expect <<'SEEN'
loss 0.693, margins 0.000, accuracies 0.0
SEEN
