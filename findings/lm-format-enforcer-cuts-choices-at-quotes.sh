#!/bin/sh
# lm-format-enforcer: a value of an enum with a line end in it can only be written as no JSON, and one with a quotation mark is cut off there.
#
# Version: lm-format-enforcer 0.11.3, Python 3.11.
# Seen: for the enum value a, line end, b only a raw line end may be written, which JSON forbids in a text; the right way, \n, is refused. For the value a"b the
#   only text allowed is "a", which is none of the values. A backslash is escaped, as it should be. Nothing is reported.
# Expected: the value as JSON writes it, as for values with a backslash.
# Why it matters: choices with code, quotations or several lines in them come back as another text, or as no JSON.
. "$(dirname "$0")/lib/setup.sh"
pypi lm-format-enforcer==0.11.3
python_code <<'PY'
import json
from lmformatenforcer import JsonSchemaParser

def allowed(value, text):
    parser = JsonSchemaParser({"type": "object", "properties": {"choice": {"enum": [value]}}, "required": ["choice"]})
    for character in '{"choice":' + text + "}":
        if character not in parser.get_allowed_characters():
            return False
        parser = parser.add_character(character)
    return parser.can_end()

def read(text):
    try:
        return ascii(json.loads(text))
    except json.JSONDecodeError:
        return "no JSON"

for value in ("yes", "a\nb", r"\frac{1}{2}", 'a"b'):
    for text in dict.fromkeys((json.dumps(value), f'"{value}"', '"a"')):
        print(ascii(value), "written as", ascii(text), "allowed:", allowed(value, text), "read as:", read(text))
PY
expect <<'SEEN'
'yes' written as '"yes"' allowed: True read as: 'yes'
'yes' written as '"a"' allowed: False read as: 'a'
'a\nb' written as '"a\\nb"' allowed: False read as: 'a\nb'
'a\nb' written as '"a\nb"' allowed: True read as: no JSON
'a\nb' written as '"a"' allowed: False read as: 'a'
'\\frac{1}{2}' written as '"\\\\frac{1}{2}"' allowed: True read as: '\\frac{1}{2}'
'\\frac{1}{2}' written as '"\\frac{1}{2}"' allowed: False read as: '\x0crac{1}{2}'
'\\frac{1}{2}' written as '"a"' allowed: False read as: 'a'
'a"b' written as '"a\\"b"' allowed: False read as: 'a"b'
'a"b' written as '"a"b"' allowed: False read as: no JSON
'a"b' written as '"a"' allowed: True read as: 'a'
SEEN
