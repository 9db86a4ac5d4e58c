#!/bin/sh
# lm-format-enforcer: oneOf of a number and a text lets a model write an object only, {}, which is neither.
#
# Version: lm-format-enforcer 0.11.3, Python 3.11.
# Seen: every part of a oneOf is read as an object, whatever its type: 1 and "a" are refused, and {} and {"x":1} are allowed. anyOf of the same parts is read as
#   it should be. minProperties is left out, and so is additionalProperties: false where no properties are named. Nothing is reported.
# Expected: what anyOf allows here, or an error, as for enum values of several types.
# Why it matters: a model held to "a rating or the word none" by oneOf answers {}, and the answer does not match its schema.
. "$(dirname "$0")/lib/setup.sh"
pypi lm-format-enforcer==0.11.3
python_code <<'PY'
from lmformatenforcer import JsonSchemaParser

def allowed(schema, text):
    parser = JsonSchemaParser({"type": "object", "properties": {"a": schema}, "required": ["a"]})
    for character in '{"a":' + text + "}":
        if character not in parser.get_allowed_characters():
            return False
        parser = parser.add_character(character)
    return parser.can_end()

parts = [{"type": "integer"}, {"type": "string"}]
for schema, texts in (({"anyOf": parts}, ("1", '"a"', "{}")), ({"oneOf": parts}, ("1", '"a"', "{}", '{"x":1}')),
                      ({"type": "object", "additionalProperties": False}, ("{}", '{"x":1}')),
                      ({"type": "object", "minProperties": 1, "additionalProperties": {"type": "integer"}}, ("{}", '{"x":1}'))):
    for text in texts:
        print(*schema, text, "allowed:", allowed(schema, text))
PY
expect <<'SEEN'
anyOf 1 allowed: True
anyOf "a" allowed: True
anyOf {} allowed: False
oneOf 1 allowed: False
oneOf "a" allowed: False
oneOf {} allowed: True
oneOf {"x":1} allowed: True
type additionalProperties {} allowed: True
type additionalProperties {"x":1} allowed: True
type minProperties additionalProperties {} allowed: True
type minProperties additionalProperties {"x":1} allowed: True
SEEN
