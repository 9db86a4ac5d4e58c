#!/bin/sh
# autoevals: ExactMatch gives 0 to a dictionary that equals the expected one but has its keys in another order, and 1 to the text "1" where 1 is expected.
#
# Version: autoevals 0.4.1, Python 3.11.
# Seen: both sides are turned into texts and compared, so 1 and "1", None and "None" match, and 1 and 1.0 do not.
# Expected: equality of the values: {"a": 1, "b": 2} == {"b": 2, "a": 1} is True in Python, and JSON has no order of keys either.
# Why it matters: arguments of tool calls come in the order that the model chose; right calls are counted as wrong.
. "$(dirname "$0")/lib/setup.sh"
pypi autoevals==0.4.1
python_code <<'PY'
from autoevals import ExactMatch
right = {"city": "Rome", "days": 2}
pairs = [(right, right), ({"days": 2, "city": "Rome"}, right), (1.0, 1), ("1", 1), ("None", None)]
for output, expected in pairs:
    print(f"{output!r} for {expected!r}: {ExactMatch()(output, expected).score}, equal: {output == expected}")
PY
expect <<'SEEN'
{'city': 'Rome', 'days': 2} for {'city': 'Rome', 'days': 2}: 1, equal: True
{'days': 2, 'city': 'Rome'} for {'city': 'Rome', 'days': 2}: 0, equal: True
1.0 for 1: 0, equal: True
'1' for 1: 1, equal: False
'None' for None: 1, equal: False
SEEN
