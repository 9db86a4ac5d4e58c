#!/bin/sh
# jsonschema: a rating of 0.3, 0.6 or 0.7 is no multiple of 0.1, and 4.35 none of 0.01, so valid answers of a judge are rejected.
#
# Version: jsonschema 4.26.0, Python 3.11.
# Seen: multipleOf divides binary fractions and wants a whole number: 0.3 / 0.1 is 2.9999999999999996. Of the hundred ratings from 0.1 to 10 in steps of 0.1,
#   33 are rejected. A pattern that ends in $ lets a line end follow it, as in Python's expressions and not in those of JavaScript, which JSON Schema names.
# Expected: the numbers of JSON are decimal fractions, and 0.3 is three times 0.1; Decimal("0.3") with Decimal("0.1") is valid here too.
# Why it matters: rejected answers are asked for again, or count as failures, so some ratings are less likely than others for no reason of the judge's.
. "$(dirname "$0")/lib/setup.sh"
pypi jsonschema==4.26.0
python_code <<'PY'
from decimal import Decimal

import jsonschema


def valid(schema, value):
    return jsonschema.Draft202012Validator(schema).is_valid(value)


def rejected(step, values):
    return [value for value in values if not valid({"type": "number", "multipleOf": step}, value)]


tenths = [float(f"{i // 10}.{i % 10}") for i in range(1, 101)]
print("rejected of 0.1 to 1 in steps of 0.1:", rejected(0.1, tenths[:10]))
print("rejected of 0.1 to 10 in steps of 0.1:", len(rejected(0.1, tenths)))
print("rejected of the same as Decimal:", len(rejected(Decimal("0.1"), [Decimal(str(value)) for value in tenths])))
print("4.35 is a multiple of 0.01:", valid({"multipleOf": 0.01}, 4.35))
print("'7' and a line end match ^[0-9]$:", valid({"pattern": "^[0-9]$"}, "7\n"))
PY
expect <<'SEEN'
rejected of 0.1 to 1 in steps of 0.1: [0.3, 0.6, 0.7]
rejected of 0.1 to 10 in steps of 0.1: 33
rejected of the same as Decimal: 0
4.35 is a multiple of 0.01: False
'7' and a line end match ^[0-9]$: True
SEEN
