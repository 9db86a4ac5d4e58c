#!/bin/sh
# Opik: the score of G-Eval is 0.57 for a judge that wrote 9 and might have written 10, and 1 if it wrote 10 and might have written 9, with tokens of one digit.
#
# Version: opik 2.2.122, Python 3.11.
# Seen: the scores that a judge might have written are weighted by their probabilities. Where it wrote a 9 the 1 of a 10 is counted as a 1; where it wrote a 10, only
#   what goes on from a 1 is counted, and 8 and 9 are left out. With 9 at 50 %, 10 at 40 % and 8 at 10 % the two are 0.57 and 1.
# Expected: the same for both, as the probabilities are the same: 0.93, which a token "10" gives.
# Why it matters: the tokenizers of Llama 2, Gemma, Qwen and DeepSeek write numbers digit by digit; which of two likely scores is drawn moves the result by 0.43.
. "$(dirname "$0")/lib/setup.sh"
pypi opik==2.2.122
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
        entries = [{"token": other, "logprob": math.log(share)} for other, share in top.items()]
        tokens.append({"token": token, "logprob": math.log(top[token]), "top_logprobs": entries})
    message = {"content": "".join(text)}
    return SimpleNamespace(choices=[{"message": message, "logprobs": {"content": tokens}}])


nine = {"9": 0.5, "1": 0.4, "8": 0.1}  # the 1 begins a 10
from opik.evaluation.metrics.llm_judges.g_eval.parser import parse_litellm_model_output

cases = {"9, single digits": response("9", nine), "10, single digits": response("10", nine, {"0": 1.0}),
         "9, a token 10": response("9", {"9": 0.5, "10": 0.4, "8": 0.1})}
for name, output in cases.items():
    print(f"written {name}: {parse_litellm_model_output(output, 'g-eval', log_probs_supported=True).value:.2f}")
PY
expect <<'SEEN'
written 9, single digits: 0.57
written 10, single digits: 1.00
written 9, a token 10: 0.93
SEEN
