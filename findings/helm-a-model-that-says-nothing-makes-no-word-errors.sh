#!/bin/sh
# HELM: the word error rate of an empty transcript is 0, the best there is, and so are its character and match error rates; a transcript of half the words has 0.5.
#
# Version: crfm-helm 0.5.16, jiwer 4.0.0, Python 3.11.
# Seen: wer_score, cer_score and mer_score return 0 for an empty prediction, as the package's metrics for which more is better do.
# Expected: 1, as every word of the reference is missing: jiwer gives 1 for the same texts.
# Why it matters: a model that gives up on the hard recordings has a lower error rate than one that tries.
. "$(dirname "$0")/lib/setup.sh"
helm
python_code <<'PY'
import jiwer
from helm.benchmark.metrics.evaluate_reference_metrics import cer_score, mer_score, wer_score

reference = "the cat sat on the red mat today"
for said in (reference, "the cat sat on", "a dog", ""):
    rates = " ".join(f"{name.__name__} {name(reference, said):.2f}" for name in (wer_score, cer_score, mer_score))
    print(f"{said or 'nothing'}: {rates}, jiwer {jiwer.wer(reference, said):.2f} {jiwer.cer(reference, said):.2f} {jiwer.mer(reference, said):.2f}")
PY
expect <<'SEEN'
the cat sat on the red mat today: wer_score 0.00 cer_score 0.00 mer_score 0.00, jiwer 0.00 0.00 0.00
the cat sat on: wer_score 0.50 cer_score 0.56 mer_score 0.50, jiwer 0.50 0.56 0.50
a dog: wer_score 1.00 cer_score 0.88 mer_score 1.00, jiwer 1.00 0.88 1.00
nothing: wer_score 0.00 cer_score 0.00 mer_score 0.00, jiwer 1.00 1.00 1.00
SEEN
