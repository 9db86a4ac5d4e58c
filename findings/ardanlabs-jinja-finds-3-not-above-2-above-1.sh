#!/bin/sh
# ardanlabs/jinja (Go): 3 > 2 > 1 is false, [0] * 2 is 0, -7 // 2 is -3, and tojson sorts the keys of a tool as soon as it is given an indent.
#
# Version: github.com/ardanlabs/jinja 1.8.0, which needs Go 1.26; Jinja2 3.1.6, with json.dumps as tojson, as transformers renders chat templates.
# Seen: also, 2.5 | round is 3, 'abc' | first is nothing, 'x' is sequence is false, and true == 1 is false.
# Expected: what Jinja2 gives; the package calls itself compatible with Jinja2 and built for chat templates.
# Why it matters: templates choose by such conditions which parts of a prompt are written, and describe tools by tojson(indent=4), as Llama 3.1's does.
. "$(dirname "$0")/lib/setup.sh"
ardanlabs_jinja <<'TEXT'
{{ 3 > 2 > 1 }} {{ 1 < 2 < 2 }}
{{ {'name': 'add', 'arguments': [1]} | tojson }}
{{ {'name': 'add', 'arguments': [1]} | tojson(indent=4) }}
{{ [0] * 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2.5 | round }}
{{ 'abc' | first }} {{ 'x' is sequence }} {{ true == 1 }}
TEXT
expect <<'SEEN'
{{ 'abc' | first }} {{ 'x' is sequence }} {{ true == 1 }} Jinja2: "a True True"
{{ 'abc' | first }} {{ 'x' is sequence }} {{ true == 1 }} ardanlabs: " False False"
{{ 3 > 2 > 1 }} {{ 1 < 2 < 2 }} Jinja2: "True False"
{{ 3 > 2 > 1 }} {{ 1 < 2 < 2 }} ardanlabs: "False True"
{{ [0] * 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2.5 | round }} Jinja2: "[0, 0] -4 2 2.0"
{{ [0] * 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2.5 | round }} ardanlabs: "0 -3 -1 3"
{{ {'name': 'add', 'arguments': [1]} | tojson }} Jinja2: "{\"name\": \"add\", \"arguments\": [1]}"
{{ {'name': 'add', 'arguments': [1]} | tojson }} ardanlabs: "{\"name\": \"add\", \"arguments\": [1]}"
{{ {'name': 'add', 'arguments': [1]} | tojson(indent=4) }} Jinja2: "{\n    \"name\": \"add\",\n    \"arguments\": [\n        1\n    ]\n}"
{{ {'name': 'add', 'arguments': [1]} | tojson(indent=4) }} ardanlabs: "{\n    \"arguments\": [\n        1\n    ],\n    \"name\": \"add\"\n}"
SEEN
