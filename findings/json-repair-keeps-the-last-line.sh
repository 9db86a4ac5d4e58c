#!/bin/sh
# json-repair: of three lines of JSON with the same keys it gives the last one only; with a key more in one of them it gives all three.
#
# Version: json-repair 0.64.6, Python 3.11.
# Seen: a model's answer of three objects, one a line or each in its own fenced block, gives {"question": "c"}, and lists give the last list. It is the same
#   for two verdicts that contradict each other. If the objects' keys differ, or the kinds of their values, or a comma stands between them, all are there.
# Expected: a list of all of them in every case, or a word about those that are left out; the documentation says only that strict mode refuses them.
# Why it matters: the questions, rows or verdicts that a model wrote are lost, all but one, and only if they are well formed.
. "$(dirname "$0")/lib/setup.sh"
pypi json-repair==0.64.6
python_code <<'PY'
import json_repair
for text in (
    '{"question": "a"}\n{"question": "b"}\n{"question": "c"}',
    '```json\n{"question": "a"}\n```\n```json\n{"question": "b"}\n```',
    '["a", "b"]\n["c", "d"]',
    'First {"winner": "A"}. On reflection {"winner": "B"}.',
    '{"question": "a"}\n{"question": "b", "level": 1}\n{"question": "c"}',
    '{"score": 1}\n{"score": null}\n{"score": 3}',
    '{"question": "a"}, {"question": "b"}',
):
    print(repr(text), json_repair.loads(text))
PY
expect <<'SEEN'
'{"question": "a"}\n{"question": "b"}\n{"question": "c"}' {'question': 'c'}
'```json\n{"question": "a"}\n```\n```json\n{"question": "b"}\n```' {'question': 'b'}
'["a", "b"]\n["c", "d"]' ['c', 'd']
'First {"winner": "A"}. On reflection {"winner": "B"}.' {'winner': 'B'}
'{"question": "a"}\n{"question": "b", "level": 1}\n{"question": "c"}' [{'question': 'a'}, {'question': 'b', 'level': 1}, {'question': 'c'}]
'{"score": 1}\n{"score": null}\n{"score": 3}' [{'score': 1}, {'score': None}, {'score': 3}]
'{"question": "a"}, {"question": "b"}' [{'question': 'a'}, {'question': 'b'}]
SEEN
