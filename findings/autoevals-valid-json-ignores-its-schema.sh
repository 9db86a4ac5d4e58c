#!/bin/sh
# autoevals: ValidJSON(schema=...), as its documentation writes it, does not look at the schema: every JSON object scores 1.
#
# Version: autoevals 0.4.1, Python 3.11.
# Seen: an answer without the required name, or with a text as an age, scores 1. The same schema as the second argument of the call, which is "expected",
#   gives 0. Without a schema there, "5", "true" and "null", which are valid JSON, score 0.
# Expected: 0 for what does not match; the documentation says "1 if valid JSON (and matches schema if provided), 0 otherwise".
# Why it matters: an evaluation of structured output reports that every answer follows the schema.
. "$(dirname "$0")/lib/setup.sh"
pypi autoevals==0.4.1
python_code <<'PY'
from autoevals import ValidJSON

schema = {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "number"}}, "required": ["name", "age"]}
for answer in ('{"name": "Ann", "age": 30}', '{"name": "Ann", "age": "thirty"}', '{"age": 30}', '{}', '[]', '{"name": ', "5", "true", "null"):
    print(answer, "constructor", ValidJSON(schema=schema)(output=answer).score, "call", ValidJSON()(answer, schema).score)
PY
expect <<'SEEN'
{"name": "Ann", "age": 30} constructor 1 call 1
{"name": "Ann", "age": "thirty"} constructor 1 call 0
{"age": 30} constructor 1 call 0
{} constructor 1 call 0
[] constructor 1 call 0
{"name":  constructor 0 call 0
5 constructor 0 call 0
true constructor 0 call 0
null constructor 0 call 0
SEEN
