#!/bin/sh
# llama-cpp-python: a GGUF file without a chat template is prompted as Llama 2, whatever model it is, without a word.
#
# Version: llama_cpp_python 0.3.36, gguf 0.19.0, Python 3.11.
# Seen: create_chat_completion of a file without tokenizer.chat_template sends "[INST] <<SYS>> ..."; the line that says so is written
#   with verbose=True only, and the file is not Llama 2 by its name nor by its tokens.
# Expected: an exception, as apply_chat_template of transformers raises for a tokenizer without a template.
# Why it matters: an exported policy that lost its template answers prompts of another form than it was trained on, and looks worse than it is.
. "$(dirname "$0")/lib/setup.sh"
pypi llama_cpp_python==0.3.36 gguf==0.19.0 numpy==2.4.6
cp "$here/lib/tinygguf.py" "$work/tinygguf.py"
python_code <<'PY'
import tinygguf
from llama_cpp import Llama
tinygguf.write("model.gguf", name="My chat model")
model = Llama("model.gguf", n_ctx=256, verbose=False)
print("template in the file:", "tokenizer.chat_template" in model.metadata, "- format:", model.chat_format)
complete = model.create_completion

def looked(prompt, **options):
    print(repr((model.detokenize(prompt, special=True).decode() if isinstance(prompt, list) else prompt).replace("\u2581", " ")))
    return complete(prompt=prompt, **options)

model.create_completion = looked
model.create_chat_completion([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}], max_tokens=1)
PY
expect <<'SEEN'
template in the file: False - format: llama-2
'<s>[INST] <<SYS>>\nBe brief.\n<</SYS>> Why? [/INST]'
SEEN
