#!/bin/sh
# Opik: an answer that says "I think the answer is right." thirty times degenerates by 0.25, and so does the answer "Yes.".
#
# Version: opik 2.2.122, Python 3.11.
# Seen: ConversationDegenerationMetric measures diversity by how evenly the words of an answer are used, so that a loop in which each word occurs thirty times is as
#   diverse as a sentence without a repetition, and one word, as in "Yes." or "42", is not diverse at all. "I'm sorry" counts as much as the whole loop.
# Expected: more for a loop than for "Yes."; the metric is to find answers in which "the assistant got stuck", by "low lexical diversity".
# Why it matters: loops are what training with rewards ends in when it goes wrong; a limit that catches them catches every short answer.
. "$(dirname "$0")/lib/setup.sh"
pypi opik==2.2.122
python_code <<'PY'
from opik.evaluation.metrics import ConversationDegenerationMetric

answers = {
    "a sentence": "The capital of France is Paris, a city on the Seine.",
    "Yes.": "Yes.",
    "42": "42",
    "an apology": "I'm sorry to hear that. Your parcel was sent on Monday and will be there today.",
    "a sentence thirty times": "I think the answer is right. " * 30,
    "two words fifty times": "yes no " * 50,
    "one word a hundred times": "no " * 100,
}
metric = ConversationDegenerationMetric(track=False)
for name, answer in answers.items():
    result = metric.score([{"role": "user", "content": "What is right?"}, {"role": "assistant", "content": answer}])
    turn = result.metadata["per_turn"][0]
    print(f"{name}: {result.value:.2f}, of repetition {turn['repetition_ratio']:.2f}, lack of diversity {turn['normalized_entropy']:.2f}, fallback {turn['fallback_hit']:.2f}")
PY
expect <<'SEEN'
a sentence: 0.00, of repetition 0.00, lack of diversity 0.01, fallback 0.00
Yes.: 0.25, of repetition 0.00, lack of diversity 1.00, fallback 0.00
42: 0.25, of repetition 0.00, lack of diversity 1.00, fallback 0.00
an apology: 0.25, of repetition 0.00, lack of diversity 0.00, fallback 1.00
a sentence thirty times: 0.25, of repetition 1.00, lack of diversity 0.00, fallback 0.00
two words fifty times: 0.25, of repetition 1.00, lack of diversity 0.00, fallback 0.00
one word a hundred times: 0.50, of repetition 1.00, lack of diversity 1.00, fallback 0.00
SEEN
