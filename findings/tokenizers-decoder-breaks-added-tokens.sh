#!/bin/sh
# tokenizers: an added token with a letter such as é or ß comes back broken from a byte-level tokenizer: "café" is decoded as "caf" and U+FFFD.
#
# Version: tokenizers 0.23.3, Python 3.11.
# Seen: added tokens stand in the vocabulary as they are, and the byte-level decoder reads their letters as bytes. "café", "straße", "naïve" and "£" are
#   one token each and come back broken; "Привет" and "日本", whose letters are no signs for bytes, come back whole, and so does "café" if not added.
# Expected: decode gives the text of the token, as add_tokens got it.
# Why it matters: models of the byte-level kind (GPT-2, Llama 3, Qwen) whose vocabulary was extended for another language write broken words.
. "$(dirname "$0")/lib/setup.sh"
pypi tokenizers==0.23.3
python_code <<'PY'
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

def byte_level():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=256, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator([], trainer)
    return tokenizer

print("not added:", byte_level().decode(byte_level().encode("a café").ids) == "a café")
for word in ("café", "straße", "naïve", "£", "Привет", "日本"):
    tokenizer = byte_level()
    tokenizer.add_tokens([word])
    encoding = tokenizer.encode(f"a {word}")
    print(ascii(word), "is", len(encoding.ids) - 2, "token and comes back as", ascii(tokenizer.decode(encoding.ids))[3:-1])
PY
expect <<'SEEN'
not added: True
'caf\xe9' is 1 token and comes back as caf\ufffd
'stra\xdfe' is 1 token and comes back as stra\ufffde
'na\xefve' is 1 token and comes back as na\ufffdve
'\xa3' is 1 token and comes back as \ufffd
'\u041f\u0440\u0438\u0432\u0435\u0442' is 1 token and comes back as \u041f\u0440\u0438\u0432\u0435\u0442
'\u65e5\u672c' is 1 token and comes back as \u65e5\u672c
SEEN
