#!/bin/sh
# outlines-core: allOf means "one after the other": two objects {"a":1}{"b":2} in place of one, and 12.5-3 as a number.
#
# Version: outlines-core 0.2.14, Python 3.11.
# Seen: the regular expression of allOf is those of its parts in a row. An object that fulfils both parts, {"a":1,"b":2}, is refused, and so is "b" for two lists
#   that both have it; what is let through is no JSON. not and uniqueItems are left out. Nothing is reported.
# Expected: values that match every part, or an error, as for other keywords that it cannot translate.
# Why it matters: schemas written by tools use allOf to extend a type; a model held to such a schema cannot write a right answer.
. "$(dirname "$0")/lib/setup.sh"
pypi outlines-core==0.2.14
python_code <<'PY'
import json
import re
from outlines_core.json_schema import build_regex_from_schema

def having(name):
    return {"type": "object", "properties": {name: {"type": "integer"}}, "required": [name]}

cases = [({"allOf": [having("a"), having("b")]}, ('{"a":1,"b":2}', '{"a":1}{"b":2}')),
         ({"allOf": [{"type": "number"}, {"type": "integer"}]}, ("12", "7", "12.5-3")),
         ({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, ('"b"', '"a""c"')),
         ({"type": "string", "not": {"const": "x"}}, ('"x"', '"y"')),
         ({"type": "array", "items": {"type": "integer"}, "uniqueItems": True}, ("[1,2]", "[1,1]"))]
for schema, texts in cases:
    regex = build_regex_from_schema(json.dumps(schema))
    print(*(f"{text} {bool(re.fullmatch(regex, text))}" for text in texts), sep=", ")
PY
expect <<'SEEN'
{"a":1,"b":2} False, {"a":1}{"b":2} True
12 True, 7 False, 12.5-3 True
"b" False, "a""c" True
"x" True, "y" True
[1,2] True, [1,1] True
SEEN
