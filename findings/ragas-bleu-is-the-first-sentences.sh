#!/bin/sh
# Ragas: BleuScore looks at the first sentence of an answer only: 1 for an answer whose other sentences are wrong.
#
# Version: ragas 0.4.3, sacreBLEU 2.6.0, Python 3.11.
# Seen: an answer of three sentences, of which the first is right and two are nonsense, has 1. With a wrong first sentence and two right ones it has 0. The
#   sentences are handed to sacreBLEU with the two dimensions of the references exchanged, so that all reference sentences are references of the first one.
# Expected: the BLEU of the answer: sacreBLEU gives 0.31 and 0.68 for the two texts as wholes.
# Why it matters: what stands after the first full stop is not measured.
. "$(dirname "$0")/lib/setup.sh"
pypi ragas==0.4.3 langchain-community==0.3.31 sacrebleu==2.6.0
python_code <<'PY'
import asyncio
import sacrebleu
from ragas.dataset_schema import SingleTurnSample
from ragas.metrics import BleuScore

reference = "The cat sat on the mat. A dog ran home at night. Birds fly in the blue sky"
answers = {
    "equal": reference,
    "first right": "The cat sat on the mat. Green ideas sleep very furiously. Nothing here is right at all",
    "first wrong": "Green ideas sleep very furiously. A dog ran home at night. Birds fly in the blue sky",
}
for name, answer in answers.items():
    seen = asyncio.run(BleuScore().single_turn_ascore(SingleTurnSample(reference=reference, response=answer)))
    print(f"{name}: {seen:.2f}, sacreBLEU {sacrebleu.sentence_bleu(answer, [reference]).score / 100:.2f}")
PY
expect <<'SEEN'
equal: 1.00, sacreBLEU 1.00
first right: 1.00, sacreBLEU 0.31
first wrong: 0.00, sacreBLEU 0.68
SEEN
