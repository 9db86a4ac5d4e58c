#!/bin/sh
# pycocoevalcap: the ROUGE-L of "not lyon" is 1 where "lyon" is right, if a longer reference has the two words in this order, as in "paris and not lyon".
#
# Version: pycocoevalcap 1.2, pycocotools 2.0.11, Python 3.11.
# Seen: the F-measure is that of the best precision of all references and the best recall of all references. A reference of one word gives the recall, and a
#   long one the precision; each of the two alone gives less than one half.
# Expected: the best F-measure of a single reference, as rouge-score's score_multi takes it.
# Why it matters: with a short and a long reference, as in data sets of questions with several right answers, every cut from the long one is perfect.
. "$(dirname "$0")/lib/setup.sh"
pypi pycocoevalcap==1.2 pycocotools==2.0.11 numpy==2.4.6
python_code <<'PY'
from pycocoevalcap.rouge.rouge import Rouge


def show(answer, *references):
    score, _ = Rouge().compute_score({0: list(references)}, {0: [answer]})
    print(f"{answer!r} against {' and '.join(map(repr, references))}: {score:.2f}")


short, long = "paris", "the capital of france is paris and not lyon as some say"
show("is paris and not", short)
show("is paris and not", long)
show("is paris and not", short, long)
show("paris", short, long)
show(long, short, long)
show("not lyon", "lyon", long)
PY
expect <<'SEEN'
'is paris and not' against 'paris': 0.45
'is paris and not' against 'the capital of france is paris and not lyon as some say': 0.46
'is paris and not' against 'paris' and 'the capital of france is paris and not lyon as some say': 1.00
'paris' against 'paris' and 'the capital of france is paris and not lyon as some say': 1.00
'the capital of france is paris and not lyon as some say' against 'paris' and 'the capital of france is paris and not lyon as some say': 1.00
'not lyon' against 'lyon' and 'the capital of france is paris and not lyon as some say': 1.00
SEEN
