#!/bin/sh
# sugarme/tokenizer (Go): a character that a Llama 2 tokenizer does not have is <unk>, although its tokenizer.json says byte_fallback: the text is lost.
#
# Version: github.com/sugarme/tokenizer v0.3.0, with tokenizers 0.23.3 as the reference.
# Seen: byte_fallback of a BPE model is not read. Characters without a token of their own become the unknown token, where tokenizers writes their bytes as
#   <0x09> and so on. A tabulator, the word "no" and an equals sign come out of the same token.
# Expected: the ids that tokenizers gives for the same tokenizer.json, which can be decoded to the text.
# Why it matters: Llama 2, Mistral and their kin have this setting; code with tabulators and most scripts of the world turn into a row of <unk>.
. "$(dirname "$0")/lib/setup.sh"
sugarme_tokenizer <<'PY'
import json
from tokenizers import Tokenizer, decoders, models, normalizers

tokens = ["<unk>"] + [f"<0x{byte:02X}>" for byte in range(256)] + ["\u2581", "y", "e", "s"]
tokenizer = Tokenizer(models.BPE({token: i for i, token in enumerate(tokens)}, [], unk_token="<unk>", byte_fallback=True))
tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
tokenizer.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()])
texts = ["yes", "yes\tyes", "no", "y = 1"]
PY
expect <<'SEEN'
"no" sugarme: 0 0, "<unk><unk>"
"no" tokenizers: 111 112, "no"
"y = 1" sugarme: 258 257 0 257 0, "y <unk> <unk>"
"y = 1" tokenizers: 258 257 62 257 50, "y = 1"
"yes" sugarme: 258 259 260, "yes"
"yes" tokenizers: 258 259 260, "yes"
"yes\tyes" sugarme: 258 259 260 0 258 259 260, "yes<unk>yes"
"yes\tyes" tokenizers: 258 259 260 10 258 259 260, "yes\tyes"
SEEN
