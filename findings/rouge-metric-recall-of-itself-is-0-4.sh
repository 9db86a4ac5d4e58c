#!/bin/sh
# rouge-metric: the ROUGE-W recall of an answer of 100 words with itself is 0.40, and falls with every word.
#
# Version: rouge-metric 1.0.1, Python 3.11.
# Seen: with the usual weight of 1.2 an answer's ROUGE-W with itself is 1 for one word, and F 0.82 for six, 0.71 for 20 and 0.57 for 100; the precision is 1
#   each time. An answer that lacks ten of the 100 words has 0.53, more than a perfect one of 1,000 words.
# Expected: 1: the article that the package names divides by the weight of the length once; here the recall's divisor is weighted twice. The package says that
#   it does what the script ROUGE-1.5.5 does.
# Why it matters: a mean over answers of different lengths measures the lengths; ROUGE-L beside it does not.
. "$(dirname "$0")/lib/setup.sh"
pypi rouge-metric==1.0.1
python_code <<'PY'
from rouge_metric import PyRouge

rouge = PyRouge(rouge_n=(), rouge_l=True, rouge_w=True, rouge_w_weight=1.2)
for length, kept in ((1, 1), (6, 6), (20, 20), (100, 100), (1000, 1000), (100, 90)):
    words = [f"w{i}" for i in range(length)]
    seen = rouge.evaluate([" ".join(words[:kept])], [[" ".join(words)]])
    weighted = seen["rouge-w-1.2"]
    print(f"{kept} of {length} words: recall {weighted['r']:.2f}, precision {weighted['p']:.2f}, F {weighted['f']:.2f}, ROUGE-L {seen['rouge-l']['f']:.2f}")
PY
expect <<'SEEN'
1 of 1 words: recall 1.00, precision 1.00, F 1.00, ROUGE-L 1.00
6 of 6 words: recall 0.70, precision 1.00, F 0.82, ROUGE-L 1.00
20 of 20 words: recall 0.55, precision 1.00, F 0.71, ROUGE-L 1.00
100 of 100 words: recall 0.40, precision 1.00, F 0.57, ROUGE-L 1.00
1000 of 1000 words: recall 0.25, precision 1.00, F 0.40, ROUGE-L 1.00
90 of 100 words: recall 0.36, precision 1.00, F 0.53, ROUGE-L 0.95
SEEN
