#!/bin/sh
# DeepEval: the score of G-Eval is 5.7 for a judge that wavers between 8, 9 and 10, if its tokens are single digits: the 1 of the 10 is counted as a 1.
#
# Version: deepeval 4.3.1, Python 3.11.
# Seen: calculate_weighted_summed_score, which weights the scores that a judge might have written by their probabilities, looks at one token. A 10 that would have
#   been written as 1 and 0 is a 1 there, so a judge with 9 at 50 %, 10 at 40 % and 8 at 10 % gives 5.7. With a token "10" in its place it is 9.3.
# Expected: 9.3 for both, or the score that was written, 9: what comes behind the 1 is not known.
# Why it matters: the tokenizers of Llama 2, Gemma, Qwen and DeepSeek write numbers digit by digit; the better an answer is, the more a 10 takes from it.
. "$(dirname "$0")/lib/setup.sh"
pypi deepeval==4.3.1
python_code <<'PY'
import math
from types import SimpleNamespace


def response(digits, *alternatives):
    """A judge's response whose score is written digit by digit, each with the probabilities of the tokens that might stand there."""
    text = ['{"', "score", '":', " ", *digits, ",", ' "', "reason", '":', ' "', "clear", '"}']
    likely = iter(alternatives)
    tokens = []
    for token in text:
        top = next(likely) if token.isdigit() else {token: 1.0}
        entries = [SimpleNamespace(token=other, logprob=math.log(share)) for other, share in top.items()]
        tokens.append(SimpleNamespace(token=token, logprob=math.log(top[token]), top_logprobs=entries))
    message = SimpleNamespace(content="".join(text))
    return SimpleNamespace(choices=[SimpleNamespace(message=message, logprobs=SimpleNamespace(content=tokens))])


nine = {"9": 0.5, "1": 0.4, "8": 0.1}  # the 1 begins a 10
from deepeval.metrics.g_eval.utils import calculate_weighted_summed_score

for name, top in (("single digits", nine), ("a token 10", {"9": 0.5, "10": 0.4, "8": 0.1}), ("no 10", {"9": 0.5, "8": 0.1})):
    print(f"{name}: written 9, weighted {calculate_weighted_summed_score(9, response('9', top)):.2f}")
PY
expect <<'SEEN'
single digits: written 9, weighted 5.70
a token 10: written 9, weighted 9.30
no 10: written 9, weighted 8.83
SEEN
