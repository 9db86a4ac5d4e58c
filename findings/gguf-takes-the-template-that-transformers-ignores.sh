#!/bin/sh
# gguf: of a folder with two chat templates, the GGUF file gets the one in tokenizer_config.json, and transformers uses chat_template.jinja.
#
# Version: gguf 0.19.0, transformers 5.24.0, Python 3.11.
# Seen: SpecialVocab, with which llama.cpp's conversion reads a folder, prefers the "chat_template" of tokenizer_config.json; transformers prefers the
#   file chat_template.jinja. A folder has both where the new template came as a file of its own and the old one was left in its place.
# Expected: the template that the model was trained with, which is the one transformers used; or a warning that there are two.
# Why it matters: the same model is prompted in one way in training and in another way in llama.cpp.
. "$(dirname "$0")/lib/setup.sh"
pypi gguf==0.19.0 transformers==5.24.0 tokenizers==0.23.3 jinja2==3.1.6
python_code <<'PY'
import json
from pathlib import Path
from gguf import GGUFReader, GGUFWriter, SpecialVocab
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import AutoTokenizer
folder = Path("model")
folder.mkdir()
Tokenizer(WordLevel({"<unk>": 0, "</s>": 1}, unk_token="<unk>")).save(str(folder / "tokenizer.json"))
config = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "</s>", "chat_template": "old: {{ messages[0].content }}"}
(folder / "tokenizer_config.json").write_text(json.dumps(config))
(folder / "chat_template.jinja").write_text("new: {{ messages[0].content }}")
writer = GGUFWriter("model.gguf", "llama")
SpecialVocab(folder).add_to_gguf(writer, quiet=True)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.close()
print("GGUF file:", GGUFReader("model.gguf").get_field("tokenizer.chat_template").contents())
print("transformers:", AutoTokenizer.from_pretrained("model").chat_template)
PY
expect <<'SEEN'
GGUF file: old: {{ messages[0].content }}
transformers: new: {{ messages[0].content }}
SEEN
