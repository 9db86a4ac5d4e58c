#!/bin/sh
# pycocoevalcap: the CIDEr of answers that equal their references is 2.5 if they have one word, 5 with two and 10 with four, and 0 if all are the same.
#
# Version: pycocoevalcap 1.2, pycocotools 2.0.11, Python 3.11.
# Seen: the mean over n-grams of one to four words counts an order that neither text has as 0; and the weight of an n-gram is the logarithm of the number of
#   answers over that of the answers whose references have it, so what is in each of them has the weight 0, and so has everything in a set of one answer.
# Expected: the greatest score, 10, for answers that are word for word their references, whatever their length and their number.
# Why it matters: of two models that are always right, the one whose task has short answers gets a quarter of the other's score.
. "$(dirname "$0")/lib/setup.sh"
pypi pycocoevalcap==1.2 pycocotools==2.0.11 numpy==2.4.6
python_code <<'PY'
from pycocoevalcap.cider.cider import Cider


def show(*answers):
    references = {i: [answer] for i, answer in enumerate(answers)}
    score, each = Cider().compute_score(references, references)
    print(f"{', '.join(answers)}: {score:.2f}, by answer {', '.join(f'{float(one):.2f}' for one in each)}")


show("yes", "no", "maybe")
show("red car", "blue house", "green tree")
show("a red car drives", "two men play chess", "nobody is at home")
show("yes", "two men play chess", "nobody is at home")
show("a red car drives")
show("yes", "yes", "yes")
PY
expect <<'SEEN'
yes, no, maybe: 2.50, by answer 2.50, 2.50, 2.50
red car, blue house, green tree: 5.00, by answer 5.00, 5.00, 5.00
a red car drives, two men play chess, nobody is at home: 10.00, by answer 10.00, 10.00, 10.00
yes, two men play chess, nobody is at home: 7.50, by answer 2.50, 10.00, 10.00
a red car drives: 0.00, by answer 0.00
yes, yes, yes: 0.00, by answer 0.00, 0.00, 0.00
SEEN
