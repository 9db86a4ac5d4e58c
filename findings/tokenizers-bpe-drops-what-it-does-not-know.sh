#!/bin/sh
# tokenizers: a BPE model drops characters that it has not seen, also with the byte-level pre-tokenizer, without a word.
#
# Version: tokenizers 0.23.3, Python 3.11.
# Seen: trained on "hello world" at the level of bytes, the vocabulary has only the bytes of that text; "hello Bern 7" decodes as
#   " hello er ". With initial_alphabet=ByteLevel.alphabet() nothing is lost. The model WordLevel raises an exception in the same case.
# Expected: byte-level BPE is known to keep every text; an exception where it cannot.
# Why it matters: a tokenizer trained on a small or clean set loses digits and capitals of later texts, and no length or score tells so.
. "$(dirname "$0")/lib/setup.sh"
pypi tokenizers==0.23.3
python_code <<'PY'
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
def trained(**options):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(), decoders.ByteLevel()
    tokenizer.train_from_iterator(["hello world"], trainers.BpeTrainer(vocab_size=300, show_progress=False, **options))
    return tokenizer
for name, options in {"as it comes": {}, "with the alphabet": {"initial_alphabet": pre_tokenizers.ByteLevel.alphabet()}}.items():
    tokenizer = trained(**options)
    print(name + ":", repr(tokenizer.decode(tokenizer.encode("hello Bern 7").ids)))
try:
    Tokenizer(models.WordLevel({"hello": 0}, unk_token="?")).encode("Bern")
except Exception as error:
    print("WordLevel:", error)
PY
expect <<'SEEN'
as it comes: ' hello er '
with the alphabet: ' hello Bern 7'
WordLevel: WordLevel error: Missing [UNK] token from the vocabulary
SEEN
