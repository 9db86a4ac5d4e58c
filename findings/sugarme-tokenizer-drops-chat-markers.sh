#!/bin/sh
# sugarme/tokenizer (Go): <|im_start|> is left out of a prompt, and <|im_end|> is spelled in letters: a byte-level tokenizer's special tokens are not seen.
#
# Version: github.com/sugarme/tokenizer v0.3.0, with tokenizers 0.23.3 as the reference.
# Seen: the special token that stands first gets no id at all, whatever its name; a text that is nothing but one has no token. Those that follow in the same
#   text are split into letters. Tokenizers without the byte-level step keep them. No error is reported.
# Expected: the ids that tokenizers gives for the same tokenizer.json: one for each marker.
# Why it matters: every chat model has such markers; without them it gets a prompt that it was never trained on, and a chat is counted with a wrong length.
. "$(dirname "$0")/lib/setup.sh"
sugarme_tokenizer <<'PY'
import json
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

letters = sorted(pre_tokenizers.ByteLevel.alphabet())
tokenizer = Tokenizer(models.BPE({letter: i for i, letter in enumerate(letters)}, []))
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.add_special_tokens(["<|im_start|>", "<|im_end|>"])  # 256 and 257
texts = ["hi", "hi<|im_end|>", "<|im_end|>", "<|im_start|>A\nhi<|im_end|>\n<|im_start|>B\n"]
PY
expect <<'SEEN'
"<|im_end|>" sugarme: , ""
"<|im_end|>" tokenizers: 257, "<|im_end|>"
"<|im_start|>A\nhi<|im_end|>\n<|im_start|>B\n" sugarme: 32 198 71 72 27 91 72 76 62 68 77 67 91 29 198 33 198, "A\nhi<|im_end|>\nB\n"
"<|im_start|>A\nhi<|im_end|>\n<|im_start|>B\n" tokenizers: 256 32 198 71 72 257 198 256 33 198, "<|im_start|>A\nhi<|im_end|>\n<|im_start|>B\n"
"hi" sugarme: 71 72, "hi"
"hi" tokenizers: 71 72, "hi"
"hi<|im_end|>" sugarme: 71 72, "hi"
"hi<|im_end|>" tokenizers: 71 72 257, "hi<|im_end|>"
SEEN
