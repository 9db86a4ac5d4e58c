#!/bin/sh
# textdistance: the normalized similarity of an empty answer and "yes" is 1 by Smith-Waterman; of "yes" and "yes" it is 0 by Tanimoto and -1.5 by arith_ncd.
#
# Version: textdistance 4.6.3, Python 3.11.
# Seen: tanimoto is the logarithm of Jaccard's index, so equal texts have 0 and texts without a common letter minus infinity, also as normalized_similarity;
#   the documentation calls it the same as Jaccard's. arith_ncd gives "yes" and "yes" -1.5, and "A" and "B" 1.
# Expected: between 0 and 1 for what is called normalized, 1 for equal texts and 0 for an empty answer.
# Why it matters: a threshold on the similarity lets empty answers pass, and drops the right ones.
. "$(dirname "$0")/lib/setup.sh"
pypi textdistance==4.6.3 numpy==2.4.6
python_code <<'PY'
import textdistance

for name in ("levenshtein", "jaccard", "smith_waterman", "tanimoto", "arith_ncd"):
    measure = getattr(textdistance, name)
    pairs = (("yes", "yes"), ("", "yes"), ("no", "yes"), ("A", "B"))
    print(name, ", ".join(f"{first!r} {second!r} {float(measure.normalized_similarity(first, second)):.2f}" for first, second in pairs))
PY
expect <<'SEEN'
levenshtein 'yes' 'yes' 1.00, '' 'yes' 0.00, 'no' 'yes' 0.00, 'A' 'B' 0.00
jaccard 'yes' 'yes' 1.00, '' 'yes' 0.00, 'no' 'yes' 0.00, 'A' 'B' 0.00
smith_waterman 'yes' 'yes' 1.00, '' 'yes' 1.00, 'no' 'yes' 0.00, 'A' 'B' 0.00
tanimoto 'yes' 'yes' 0.00, '' 'yes' -inf, 'no' 'yes' -inf, 'A' 'B' -inf
arith_ncd 'yes' 'yes' -1.50, '' 'yes' 0.00, 'no' 'yes' -2.00, 'A' 'B' 1.00
SEEN
