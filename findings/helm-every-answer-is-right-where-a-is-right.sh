#!/bin/sh
# HELM: where A is right, quasi_prefix_exact_match counts every answer as right, B among them; the word overlap of A with itself is 0.
#
# Version: crfm-helm 0.5.16, Python 3.11.
# Seen: the articles a, an and the are taken out of both texts; of the reference A nothing is left, and every text begins with nothing. With
#   quasi_exact_match "The" is A; f1_score gives 0 to A where A is right. Signs are taken out as well, so the same is true of + and -.
# Expected: answers that do not begin with A are wrong: prefix_exact_match and quasi_leave_articles_exact_match beside them say so.
# Why it matters: A is a blood group, a grade, a vitamin and the first of four options.
. "$(dirname "$0")/lib/setup.sh"
helm
python_code <<'PY'
from helm.benchmark.metrics.evaluate_reference_metrics import f1_score, prefix_exact_match, quasi_exact_match, quasi_leave_articles_exact_match, quasi_prefix_exact_match

metrics = (quasi_prefix_exact_match, prefix_exact_match, quasi_exact_match, quasi_leave_articles_exact_match, f1_score)
for right, answer in (("A", "A"), ("A", "B"), ("A", "Definitely not that one"), ("A", "The"), ("B", "B"), ("B", "A"), ("+", "minus")):
    print(f"{right} is right, {answer}: " + ", ".join(f"{metric.__name__} {metric(right, answer):g}" for metric in metrics))
PY
expect <<'SEEN'
A is right, A: quasi_prefix_exact_match 1, prefix_exact_match 1, quasi_exact_match 1, quasi_leave_articles_exact_match 1, f1_score 0
A is right, B: quasi_prefix_exact_match 1, prefix_exact_match 0, quasi_exact_match 0, quasi_leave_articles_exact_match 0, f1_score 0
A is right, Definitely not that one: quasi_prefix_exact_match 1, prefix_exact_match 0, quasi_exact_match 0, quasi_leave_articles_exact_match 0, f1_score 0
A is right, The: quasi_prefix_exact_match 1, prefix_exact_match 0, quasi_exact_match 1, quasi_leave_articles_exact_match 0, f1_score 0
B is right, B: quasi_prefix_exact_match 1, prefix_exact_match 1, quasi_exact_match 1, quasi_leave_articles_exact_match 1, f1_score 1
B is right, A: quasi_prefix_exact_match 0, prefix_exact_match 0, quasi_exact_match 0, quasi_leave_articles_exact_match 0, f1_score 0
+ is right, minus: quasi_prefix_exact_match 1, prefix_exact_match 0, quasi_exact_match 0, quasi_leave_articles_exact_match 0, f1_score 0
SEEN
