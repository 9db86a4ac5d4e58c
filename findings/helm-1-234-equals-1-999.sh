#!/bin/sh
# HELM: float_equiv finds 1,234 equal to 1,999 and unequal to 1234, and final_number_exact_match reads "It is 15 eggs, as shown" as no number.
#
# Version: crfm-helm 0.5.16, Python 3.11.
# Seen: float_equiv, the metric of ConvFinQA, compares the first number of each text, and a number ends at a comma: both are 1. "yes" is unequal to "yes". For
#   final_number_exact_match a lone comma is a number, and the last one, also where a right number stands before it.
# Expected: 1,234 is 1234; final_number_exact_match takes commas out of numbers itself.
# Why it matters: amounts of money of four digits and more are right if their first digits are, and a right answer is wrong as soon as its sentence goes on.
. "$(dirname "$0")/lib/setup.sh"
helm
python_code <<'PY'
from helm.benchmark.metrics.conv_fin_qa_calc_metrics import float_equiv
from helm.benchmark.metrics.evaluate_reference_metrics import final_number_exact_match

for answer, right in (("1,234", "1,999"), ("1,234", "1234"), ("1234", "1234"), ("$12.5", "12.5"), ("yes", "yes")):
    print(f"float_equiv, {answer} where {right} is right: {float_equiv(answer, right):g}")
for answer in ("It is 15 eggs.", "It is 15 eggs, as shown.", "It is, as shown, 15."):
    print(f"final_number_exact_match, {answer} where 15 is right: {final_number_exact_match('The answer is 15.', answer):g}")
PY
expect <<'SEEN'
float_equiv, 1,234 where 1,999 is right: 1
float_equiv, 1,234 where 1234 is right: 0
float_equiv, 1234 where 1234 is right: 1
float_equiv, $12.5 where 12.5 is right: 1
float_equiv, yes where yes is right: 0
final_number_exact_match, It is 15 eggs. where 15 is right: 1
final_number_exact_match, It is 15 eggs, as shown. where 15 is right: 0
final_number_exact_match, It is, as shown, 15. where 15 is right: 1
SEEN
