#!/bin/sh
# transformers 5: the name in tokenizer_class decides how a text is split, and parts of tokenizer.json are ignored, without a word.
#
# Version: transformers 5.24.0, tokenizers 0.23.3, Python 3.11.
# Seen: a tokenizer.json without a normalizer, with the class BertTokenizer, reads "Bern" as "bern"; one whose normalizer is Lowercase, with
#   the class LlamaTokenizer, does not lower "HI". Only vocabulary and merges are taken from the file; the rest is built anew by the class.
#   With the class PreTrainedTokenizerFast both texts are read as the library tokenizers reads them.
# Expected: the file is the tokenizer; the library tokenizers, DJL and others know nothing else.
# Why it matters: ids made by one tool and a model trained by another do not belong together, and both have read the same folder.
. "$(dirname "$0")/lib/setup.sh"
pypi transformers==5.24.0 tokenizers==0.23.3
python_code <<'PY'
import json, os
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import AutoTokenizer
bert = Tokenizer(models.WordPiece({word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "Bern", "bern"])}, unk_token="[UNK]"))
bert.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
llama = Tokenizer(models.BPE({"<unk>": 0, "<s>": 1, "</s>": 2, "h": 3, "i": 4, "hi": 5, "H": 6, "I": 7}, [("h", "i")], unk_token="<unk>"))
llama.normalizer = normalizers.Lowercase()
for tokenizer, name, text in (bert, "BertTokenizer", "Bern"), (llama, "LlamaTokenizer", "HI"):
    for used in name, "PreTrainedTokenizerFast":
        os.makedirs(used, exist_ok=True)
        tokenizer.save(used + "/tokenizer.json")
        with open(used + "/tokenizer_config.json", "w") as file:
            json.dump({"tokenizer_class": used, "unk_token": tokenizer.model.unk_token}, file)
        read = AutoTokenizer.from_pretrained(used)
        print(text, "- file:", tokenizer.encode(text).tokens, "-", used + ":", read.convert_ids_to_tokens(read(text, add_special_tokens=False).input_ids))
PY
expect <<'SEEN'
Bern - file: ['Bern'] - BertTokenizer: ['bern']
Bern - file: ['Bern'] - PreTrainedTokenizerFast: ['Bern']
HI - file: ['hi'] - LlamaTokenizer: ['H', 'I']
HI - file: ['hi'] - PreTrainedTokenizerFast: ['hi']
SEEN
