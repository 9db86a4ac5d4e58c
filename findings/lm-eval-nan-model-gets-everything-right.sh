#!/bin/sh
# lm-evaluation-harness: a model whose weights are NaN gets every question right whose right answer comes first; so does one that finds all answers alike.
#
# Version: lm_eval 0.4.13, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: a multiple-choice task of four questions with answers of equal length. If the right one is the first of each, a diverged model (all weights
#   NaN) has an accuracy of 1.0, and so has one whose weights are 0; if it is the second, both have 0.0. The choice is numpy.argmax of the
#   log-likelihoods, which takes the first of equal ones, and the first NaN. No warning.
# Expected: NaN is reported; a tie counts as a guess.
# Why it matters: truthfulqa_mc1 and other tasks list the right answer first in all rows, so a checkpoint that diverged is at the top of the table.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 lm_eval==0.4.13
python_code <<'PY'
import json
import os
import sys
shown, sys.stdout = sys.stdout, sys.stderr
os.environ["HF_DATASETS_CACHE"] = "cache"
import lm_eval
import torch
from lm_eval.models.huggingface import HFLM
from lm_eval.tasks import TaskManager
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
letters = ["[pad]", "</s>", "[unk]"] + [chr(code) for code in range(32, 127)]
split = Tokenizer(models.WordLevel({letter: i for i, letter in enumerate(letters)}, unk_token="[unk]"))
split.pre_tokenizer = pre_tokenizers.Split("", "isolated")
tokenizer = PreTrainedTokenizerFast(tokenizer_object=split, pad_token="[pad]", eos_token="</s>", unk_token="[unk]")
model = LlamaForCausalLM(LlamaConfig(vocab_size=len(letters), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2))
os.mkdir("tasks")
for place in (0, 1):
    with open("rows%d.jsonl" % place, "w") as file:
        for question in ("why", "how", "who", "what"):
            file.write(json.dumps({"question": question, "answers": ["yes", "not"], "right": place}) + "\n")
    with open("tasks/right%d.yaml" % place, "w") as file:
        file.write("task: right%d\ndataset_path: json\ndataset_kwargs: {data_files: {test: %s/rows%d.jsonl}}\noutput_type: multiple_choice\ntest_split: test\n"
                   'doc_to_text: "{{question}}"\ndoc_to_choice: "{{answers}}"\ndoc_to_target: "{{right}}"\nmetric_list: [{metric: acc}]\n' % (place, os.getcwd(), place))
for name, value in (("NaN", float("nan")), ("0", 0.0)):
    with torch.no_grad():
        for weight in model.parameters():
            weight.fill_(value)
    runner = HFLM(pretrained=model, tokenizer=tokenizer, batch_size=2, device="cpu")
    seen = lm_eval.simple_evaluate(model=runner, tasks=["right0", "right1"], task_manager=TaskManager(include_path="tasks", include_defaults=False), bootstrap_iters=0)
    print("weights", name, "- accuracy if the first answer is right:", seen["results"]["right0"]["acc,none"], "- the second:", seen["results"]["right1"]["acc,none"], file=shown)
PY
expect <<'SEEN'
weights NaN - accuracy if the first answer is right: 1.0 - the second: 0.0
weights 0 - accuracy if the first answer is right: 1.0 - the second: 0.0
SEEN
