#!/bin/sh
# sugarme/tokenizer (Go): "café" is [UNK] with the tokenizer.json of an uncased BERT, where it is the token "cafe".
#
# Version: github.com/sugarme/tokenizer v0.3.0, with tokenizers 0.23.3 as the reference.
# Seen: "strip_accents": null is read as false. It means that accents are taken away if the text is set in lower case, as every uncased BERT model does.
# Expected: the ids that tokenizers gives for the same tokenizer.json.
# Why it matters: BERT models are what similarities and rewards are computed with; every word with an accent is another word for them, or none.
. "$(dirname "$0")/lib/setup.sh"
sugarme_tokenizer <<'PY'
import json
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

tokens = ["[PAD]", "[UNK]", "cafe", "naive", "r", "##ate", "##e"]
tokenizer = Tokenizer(models.WordPiece({token: i for i, token in enumerate(tokens)}, unk_token="[UNK]"))
tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
tokenizer.decoder = decoders.WordPiece()
texts = ["Cafe", "caf\u00e9", "na\u00efve", "rate"]
PY
expect <<'SEEN'
"Cafe" sugarme: 2, "cafe"
"Cafe" tokenizers: 2, "cafe"
"caf\u00e9" tokenizers: 2, "cafe"
"café" sugarme: 1, "[UNK]"
"na\u00efve" tokenizers: 3, "naive"
"naïve" sugarme: 1, "[UNK]"
"rate" sugarme: 4 5, "rate"
"rate" tokenizers: 4 5, "rate"
SEEN
