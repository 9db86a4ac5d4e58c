#!/bin/sh
# llama-cpp-python: a JSON schema's minimum and maximum have no effect, so a rating from 1 to 10 may be 0 or 623676.
#
# Version: llama_cpp_python 0.3.36, gguf 0.19.0, Python 3.11.
# Seen: LlamaGrammar.from_json_schema, which response_format={"type": "json_object", "schema": ...} uses as well, makes the same grammar of an integer
#   with and without bounds; a model with random weights gives ratings outside 1 to 10 in most of 12 samples. No exception, no warning.
#   enum is kept.
# Expected: the bounds are kept, or the schema is refused.
# Why it matters: schemas are used to hold a judge to its scale; one rating of 623676 decides a mean. Name the numbers: {"enum": [1, 2, 3]}.
. "$(dirname "$0")/lib/setup.sh"
pypi llama_cpp_python==0.3.36 gguf==0.19.0 numpy==2.4.6
cp "$here/lib/tinygguf.py" "$work/tinygguf.py"
python_code <<'PY'
import json
import tinygguf
from llama_cpp import Llama, LlamaGrammar
from llama_cpp.llama_grammar import json_schema_to_gbnf
tinygguf.write("model.gguf")
model = Llama("model.gguf", n_ctx=256, verbose=False)

def outside(schema):
    text = json.dumps({"type": "object", "properties": {"rating": schema}, "required": ["rating"]})
    samples = [model.create_completion("rate", max_tokens=100, temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, seed=seed,
        grammar=LlamaGrammar.from_json_schema(text, verbose=False))["choices"][0]["text"] for seed in range(12)]
    return sum(not 1 <= json.loads(sample)["rating"] <= 10 for sample in samples)

bounds = {"type": "integer", "minimum": 1, "maximum": 10}
print("the grammar is that without bounds:", json_schema_to_gbnf(json.dumps(bounds)) == json_schema_to_gbnf('{"type": "integer"}'))
print("bounds: more than half of the ratings are outside:", outside(bounds) > 6)
print("enum: ratings outside:", outside({"enum": list(range(1, 11))}))
PY
expect <<'SEEN'
the grammar is that without bounds: True
bounds: more than half of the ratings are outside: True
enum: ratings outside: 0
SEEN
