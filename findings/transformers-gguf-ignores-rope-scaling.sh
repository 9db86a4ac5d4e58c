#!/bin/sh
# transformers: from_pretrained(gguf_file=...) leaves out how a GGUF file scales its rotary positions, Llama 3.1's way among them, without a word.
#
# Version: transformers 5.24.0, torch 2.15.0, gguf 0.19.0, llama_cpp_python 0.3.36, Python 3.11.
# Seen: the same random file of one layer, run by llama.cpp and by transformers: without scaling their log-probabilities differ by less than
#   0.05. With the tensor rope_freqs.weight, in which Llama 3.1 and 3.2 files hold their factors, or with llama.rope.scaling.type linear and
#   factor 4, they differ by more than 1 nat, and the loaded configuration says rope_type "default".
# Expected: the scaling is taken over, or an exception.
# Why it matters: a policy exported and loaded again, or a quantised base that is trained further, is another model.
. "$(dirname "$0")/lib/setup.sh"
pypi torch==2.15.0 transformers==5.24.0 gguf==0.19.0 llama_cpp_python==0.3.36 numpy==2.4.6 accelerate==1.15.0
cp "$here/lib/tinygguf.py" "$work/tinygguf.py"
python_code <<'PY'
import numpy
import tinygguf
import torch
from llama_cpp import Llama
from transformers import AutoModelForCausalLM
ids = [1] + list(range(50, 80))
for name, options in (("no scaling", {}), ("rope_freqs.weight", {"frequencies": [1, 2, 4, 8, 16, 32, 32, 32]}),
                      ("linear, factor 4", {"rope__scaling__type": "linear", "rope__scaling__factor": 4.0})):
    tinygguf.write("model.gguf", **options)
    runner = Llama("model.gguf", n_ctx=64, verbose=False, logits_all=True)
    runner.eval(ids)
    there = torch.tensor(numpy.array(runner.scores[:len(ids)])).log_softmax(-1)
    model = AutoModelForCausalLM.from_pretrained(".", gguf_file="model.gguf", dtype=torch.float32).eval()
    here = model(torch.tensor([ids])).logits[0].log_softmax(-1)
    apart = (there - here).abs().max().item()
    print("%s: apart by %s, rope_type %s" % (name, "less than 0.05" if apart < 0.05 else "more than 1" if apart > 1 else apart, model.config.rope_parameters["rope_type"]))
PY
expect <<'SEEN'
no scaling: apart by less than 0.05, rope_type default
rope_freqs.weight: apart by more than 1, rope_type default
linear, factor 4: apart by more than 1, rope_type default
SEEN
