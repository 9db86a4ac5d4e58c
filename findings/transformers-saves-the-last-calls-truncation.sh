#!/bin/sh
# transformers: save_pretrained writes the truncation and the padding of the last call into tokenizer.json.
#
# Version: transformers 5.24.0, tokenizers 0.23.3, Python 3.11.
# Seen: after one call with truncation=True, max_length=4 and padding="max_length" the saved tokenizer cuts every text to 4 tokens, and fills
#   up shorter ones, in the library tokenizers and in all that read the file by it. transformers itself does not, so nothing is noticed there.
# Expected: a call's arguments hold for that call; a tokenizer saved before and after it is the same.
# Why it matters: tokenizers are saved at the end of a training, after the last batch; the next tool in line sees the beginning of texts only.
. "$(dirname "$0")/lib/setup.sh"
pypi transformers==5.24.0 tokenizers==0.23.3
python_code <<'PY'
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoTokenizer, PreTrainedTokenizerFast
words = Tokenizer(models.WordLevel({"[pad]": 0, "[unk]": 1, "yes": 2}, unk_token="[unk]"))
words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[pad]", unk_token="[unk]")
for name in "before", "after":
    tokenizer.save_pretrained(name)
    saved = Tokenizer.from_file(name + "/tokenizer.json")
    print(name, "the call:", saved.encode("yes yes yes yes yes yes").ids, saved.encode("yes").ids,
          "- transformers:", AutoTokenizer.from_pretrained(name)("yes yes yes yes yes yes").input_ids)
    tokenizer("yes yes yes yes yes yes", truncation=True, max_length=4, padding="max_length")
PY
expect <<'SEEN'
before the call: [2, 2, 2, 2, 2, 2] [2] - transformers: [2, 2, 2, 2, 2, 2]
after the call: [2, 2, 2, 2] [2, 0, 0, 0] - transformers: [2, 2, 2, 2, 2, 2]
SEEN
