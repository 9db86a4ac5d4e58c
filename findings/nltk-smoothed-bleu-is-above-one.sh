#!/bin/sh
# NLTK: the BLEU of an answer with itself is 1.12 with two of its smoothing methods, and 0.22 with another if the answer has two words.
#
# Version: NLTK 3.10.4, Python 3.11.
# Seen: "the cat sat on the mat" against itself has 1.12 with method5 and method7. Against themselves, "the cat" has 0.22 with method4, and "yes" 1; with
#   method1 they have 0.32 and 0.18, with method2 0.71 and 0.59. The answer "the cat sat on a mat" is given 0.59 by method5 where plain BLEU gives 0.54.
# Expected: 1 for an answer that equals its reference, and no value above 1.
# Why it matters: the documentation asks for a smoothing method for single answers; the score then depends on their length more than on their words.
. "$(dirname "$0")/lib/setup.sh"
pypi nltk==3.10.4
python_code <<'PY'
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

texts = ("the cat sat on the mat", "the cat sat", "the cat", "yes")
for number in (0, 1, 2, 3, 4, 5, 7):
    method = getattr(SmoothingFunction(), f"method{number}")
    seen = [float(sentence_bleu([text.split()], text.split(), smoothing_function=method)) for text in texts]
    near = float(sentence_bleu([texts[0].split()], "the cat sat on a mat".split(), smoothing_function=method))
    print(f"method{number}:", ", ".join(f"{value:.2f}" for value in seen), f"near {near:.2f}")
PY
expect <<'SEEN'
method0: 1.00, 0.00, 0.00, 0.00 near 0.54
method1: 1.00, 0.56, 0.32, 0.18 near 0.54
method2: 1.00, 0.84, 0.71, 0.59 near 0.64
method3: 1.00, 0.84, 0.59, 0.35 near 0.54
method4: 1.00, 0.58, 0.22, 1.00 near 0.54
method5: 1.12, 0.70, 0.39, 0.19 near 0.59
method7: 1.12, 0.75, 0.44, 0.19 near 0.59
SEEN
