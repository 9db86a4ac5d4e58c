#!/bin/sh
# outlines-core: a pattern yes|no lets a model write "yes without the second quotation mark, or no" without the first, and not "yes".
#
# Version: outlines-core 0.2.14, Python 3.11.
# Seen: build_regex_from_schema puts quotation marks around the pattern, and no parentheses: "yes|no" is the text '"yes' or the text 'no"'. ^(yes|no)$ is read as
#   it should be. A pattern that is not anchored, [0-9], must match the whole text, where JSON Schema lets it occur anywhere. Nothing is reported.
# Expected: the texts "yes" and "no" in quotation marks; "a1b" for [0-9].
# Why it matters: the answer of a judge that is held to this schema is never valid JSON.
. "$(dirname "$0")/lib/setup.sh"
pypi outlines-core==0.2.14
python_code <<'PY'
import json
import re
from outlines_core.json_schema import build_regex_from_schema

for pattern, texts in (("^(yes|no)$", ('"yes"', '"no"', '"yes', 'no"')), ("yes|no", ('"yes"', '"no"', '"yes', 'no"')), ("[0-9]", ('"1"', '"a1b"'))):
    regex = build_regex_from_schema(json.dumps({"type": "string", "pattern": pattern}))
    print(pattern, "is", regex, *(f"{text}:{bool(re.fullmatch(regex, text))}" for text in texts))
schema = {"type": "object", "properties": {"verdict": {"type": "string", "pattern": "yes|no"}}, "required": ["verdict"]}
regex = build_regex_from_schema(json.dumps(schema))
for text in ('{"verdict":"yes"}', '{"verdict":"yes}', '{"verdict":no"}'):
    print(text, bool(re.fullmatch(regex, text)))
PY
expect <<'SEEN'
^(yes|no)$ is ("(yes|no)") "yes":True "no":True "yes:False no":False
yes|no is ("yes|no") "yes":False "no":False "yes:True no":True
[0-9] is ("[0-9]") "1":True "a1b":False
{"verdict":"yes"} False
{"verdict":"yes} True
{"verdict":no"} True
SEEN
