#!/bin/sh
# sentencepiece: a model trained with the default settings reads 3² as 32, 2½ as 21⁄2 and 10⁻³ as 10−3, and every line end as a blank.
#
# Version: sentencepiece 0.2.3, Python 3.11.
# Seen: of five texts that the model was trained on none comes back from encode and decode as it was; with normalization_rule_name="identity" and
#   remove_extra_whitespaces=False all do.
# Expected: the text that was encoded; the default, nmt_nfkc, stands in the model file and is applied at every encoding.
# Why it matters: "3² = 9" becomes "32 = 9" in the prompt and in the answers that are trained on; code loses its lines.
. "$(dirname "$0")/lib/setup.sh"
pypi sentencepiece==0.2.3
python_code <<'PY'
import sentencepiece
texts = ["3² = 9", "2½ hours", "10⁻³ m", "x₁ + x₂", "if a:\n    b()"]
with open("corpus.txt", "w") as file:
    file.write("\n".join(texts * 20))
for rule in ("nmt_nfkc", "identity"):
    options = {} if rule == "nmt_nfkc" else {"normalization_rule_name": rule, "remove_extra_whitespaces": False}
    sentencepiece.SentencePieceTrainer.train(input="corpus.txt", model_prefix=rule, vocab_size=320, byte_fallback=True, hard_vocab_limit=False,
                                             character_coverage=1.0, minloglevel=5, **options)
    model = sentencepiece.SentencePieceProcessor(model_file=rule + ".model")
    print(rule, [model.decode(model.encode(text)) for text in texts])
PY
expect <<'SEEN'
nmt_nfkc ['32 = 9', '21⁄2 hours', '10−3 m', 'x1 + x2', 'if a: b()']
identity ['3² = 9', '2½ hours', '10⁻³ m', 'x₁ + x₂', 'if a:\n    b()']
SEEN
