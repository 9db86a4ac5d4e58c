#!/bin/sh
# datatrove: two arithmetic tasks with different numbers and different answers are duplicates for its MinHash.
#
# Version: datatrove 0.10.1, spaCy 3.8.18, Python 3.11.
# Seen: before texts are compared, every number becomes 0 and every sign is taken out, so "12 + 30? The answer is 42" and "7 - 5? The answer is 2" are
#   the same text, and all 14 bands of their signatures are equal, of which one makes a duplicate. TextNormConfig(norm_numbers=False) keeps numbers, but
#   not their minus: x = 5 and x = -5 are duplicates still.
# Expected: numbers kept unless asked for, where most of what differs between two tasks are numbers.
# Why it matters: deduplicating data for mathematical reasoning with the default settings leaves one task of each template.
. "$(dirname "$0")/lib/setup.sh"
pypi datatrove==0.10.1 spacy==3.8.18 xxhash==3.6.0 regex==2026.11.19 tokenizers==0.23.3
python_code <<'PY'
from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature
from datatrove.utils.text import TextNormConfig, simplify_text


def bands(text, config):
    signature = MinhashDedupSignature(output_folder="signatures", config=config)
    return [tuple(band) for band in signature.get_signature(signature.get_shingles(text))]


def equal(first, second, config):
    return sum(one == other for one, other in zip(bands(first, config), bands(second, config)))


pairs = [("What is 12 + 30? The answer is 42.", "What is 7 - 5? The answer is 2."),
         ("Three friends share 18 euros. Each gets 6 euros.", "Three friends share 1.50 euros. Each gets 0.50 euros."),
         ("The only solution of it is x = 5.", "The only solution of it is x = -5.")]
for first, second in pairs:
    numbers = equal(first, second, MinhashConfig(norm_config=TextNormConfig(norm_numbers=False)))
    print(f"{simplify_text(first)} | {simplify_text(second)}: {equal(first, second, MinhashConfig())} of 14 bands, {numbers} with numbers")
PY
expect <<'SEEN'
what is 0 0 the answer is 0 | what is 0 0 the answer is 0: 14 of 14 bands, 0 with numbers
three friends share 0 euros each gets 0 euros | three friends share 0 euros each gets 0 euros: 14 of 14 bands, 0 with numbers
the only solution of it is x 0 | the only solution of it is x 0: 14 of 14 bands, 14 with numbers
SEEN
