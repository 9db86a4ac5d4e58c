#!/bin/sh
# onnxruntime-extensions: its tokenizer, which onnxruntime-genai uses, leaves out the normalizer, add_prefix_space and single_word of tokenizer.json.
#
# Version: onnxruntime-extensions 0.15.2, tokenizers 0.23.3, Python 3.11.
# Seen: five byte-level BPE tokenizers that differ in one setting. Without any the tokens are those of Hugging Face tokenizers. A normalizer that writes
#   small letters, or makes one blank of many, has no effect; no more have add_prefix_space, and single_word of an added token. No error, no warning.
# Expected: the same tokens, or an error for what is not supported.
# Why it matters: the exported model gets other tokens than it was trained on.
. "$(dirname "$0")/lib/setup.sh"
pypi onnxruntime-extensions==0.15.2 tokenizers==0.23.3 numpy==2.4.6
python_code <<'PY'
import json
import os
from onnxruntime_extensions.pp_api import Tokenizer as Other
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

def folder(name, normalizer=None, prefix=False, added=None):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=300, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(["the quick fox jumps over the quick dog, the end"] * 9, trainer)
    if normalizer:
        tokenizer.normalizer = normalizer
    if added:
        tokenizer.add_tokens([added])
    os.mkdir(name)
    tokenizer.save(f"{name}/tokenizer.json")
    with open(f"{name}/tokenizer_config.json", "w") as file:
        json.dump({"tokenizer_class": "PreTrainedTokenizerFast"}, file)
    return tokenizer

settings = {"plain": {}, "lower-case": dict(normalizer=normalizers.Lowercase()), "blanks": dict(normalizer=normalizers.Replace(Regex(" +"), " ")),
            "prefix": dict(prefix=True), "single-word": dict(added=AddedToken("fox", single_word=True))}
for name, values in settings.items():
    tokenizer, other = folder(name, **values), Other(name)
    for text in ("The quick", "the  quick", "foxes"):
        ids = [int(i) for i in other.tokenize([text])[0]]
        if ids != tokenizer.encode(text).ids:
            print(f"{name}, {text!r}:", *(tokenizer.id_to_token(i) for i in ids), "- tokenizers:", *tokenizer.encode(text).tokens)
PY
expect <<'SEEN'
lower-case, 'The quick': T he Ġquick - tokenizers: the Ġquick
blanks, 'the  quick': the Ġ Ġquick - tokenizers: the Ġquick
prefix, 'The quick': T he Ġquick - tokenizers: Ġ T he Ġquick
prefix, 'the  quick': the Ġ Ġquick - tokenizers: Ġthe Ġ Ġquick
prefix, 'foxes': fo x e s - tokenizers: Ġfox e s
single-word, 'foxes': fox e s - tokenizers: fo x e s
SEEN
