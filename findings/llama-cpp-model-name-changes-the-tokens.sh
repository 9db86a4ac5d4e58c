#!/bin/sh
# llama.cpp: the name of a model decides how its text is split: if it has "phi-3" in it, blanks and line ends after control tokens are dropped.
#
# Version: llama_cpp_python 0.3.36, gguf 0.19.0, Python 3.11.
# Seen: two GGUF files that differ in general.name only, "tiny" and "my phi-3 tune": "<|user|>\nhi<|end|>\n\n 1" is 11 tokens in the first and 5
#   in the second, without the line ends and the blank.
# Expected: the file's tokenizer metadata decide; the name is for people.
# Why it matters: a fine-tune is named by its user. One called after Phi-3, or one of Phi-3 that is not, sees other prompts than in training.
. "$(dirname "$0")/lib/setup.sh"
pypi llama_cpp_python==0.3.36 gguf==0.19.0 numpy==2.4.6
cp "$here/lib/tinygguf.py" "$work/tinygguf.py"
python_code <<'PY'
import tinygguf
from llama_cpp import Llama
for name in ("tiny", "my phi-3 tune"):
    tinygguf.write("model.gguf", name=name, controls=["<|end|>", "<|user|>", "<|endoftext|>"])
    model = Llama("model.gguf", vocab_only=True, verbose=False)
    ids = model.tokenize(b"<|user|>\nhi<|end|>\n\n 1", add_bos=False, special=True)
    print(name, "-", len(ids), "tokens, line ends:", ids.count(3 + 10))
PY
expect <<'SEEN'
tiny - 11 tokens, line ends: 3
my phi-3 tune - 5 tokens, line ends: 0
SEEN
