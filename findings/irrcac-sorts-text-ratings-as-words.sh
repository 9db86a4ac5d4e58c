#!/bin/sh
# irrCAC: ratings that are texts, "1" to "10", are ordered as words, so 10 lies beside 1, and ordinal agreement is another number.
#
# Version: irrCAC 0.4.4, pandas 2.3.3, Python 3.11.
# Seen: two judges who differ by one point on ratings from 1 to 10: with weights="ordinal" or "quadratic" Krippendorff's and Gwet's coefficients of the
#   same table are 0.9 as numbers and below 0.2 as texts, whose categories are "1", "10", "2", ... No exception, no warning.
# Expected: an order of numbers, or an exception for weights that need an order, as krippendorff raises.
# Why it matters: ratings read as texts from a judge's answers or with dtype=str give an agreement that is wrong by an amount that looks plausible.
. "$(dirname "$0")/lib/setup.sh"
pypi irrCAC==0.4.4 pandas==2.3.3
python_code <<'PY'
import pandas
from irrCAC.raw import CAC
first, second = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 1, 4, 3, 6, 5, 8, 7, 10, 9]
table = pandas.DataFrame({"first": first, "second": second})
print("order of the texts:", CAC(table.astype(str)).categories)
for weights in ("identity", "ordinal", "quadratic"):
    for name, ratings in (("numbers", table), ("texts", table.astype(str))):
        coefficients = CAC(ratings, weights=weights)
        print(weights, name, "Krippendorff", coefficients.krippendorff()["est"]["coefficient_value"], "Gwet", coefficients.gwet()["est"]["coefficient_value"])
PY
expect <<'SEEN'
order of the texts: ['1', '10', '2', '3', '4', '5', '6', '7', '8', '9']
identity numbers Krippendorff -0.05556 Gwet -0.11111
identity texts Krippendorff -0.05556 Gwet -0.11111
ordinal numbers Krippendorff 0.90404 Gwet 0.89899
ordinal texts Krippendorff 0.19394 Gwet 0.15152
quadratic numbers Krippendorff 0.94242 Gwet 0.93939
quadratic texts Krippendorff 0.18242 Gwet 0.13939
SEEN
