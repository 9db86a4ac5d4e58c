#!/bin/sh
# @huggingface/jinja (npm): a dictionary, True and None in a prompt are written as {"a": true}, true and nothing, where Jinja2 writes Python.
#
# Version: @huggingface/jinja 0.5.11, Node.js 20; Jinja2 3.1.6, Python 3.11.
# Seen: values are written as JSON, None as an empty text, and the 2.0 of a list by tojson as 2. capitalize leaves the rest of a word as it was, and
#   -7 % 3 is -1.
# Expected: the text that Jinja2 writes. A model was trained on that one.
# Why it matters: templates write the arguments of tool calls with {{ ... }}; a model in transformers.js then sees another prompt than in transformers.
. "$(dirname "$0")/lib/setup.sh"
jinja_twice <<'JSON'
["{{ {'city': 'Rome', 'metric': true} }}", "{{ ['a', none] }}", "{{ true }}", "[{{ none }}]", "{{ none|default('?') }}", "{{ 2.0 }}", "{{ [2.0]|tojson }}",
 "{{ 'hELLO'|capitalize }}", "{{ -7 % 3 }}"]
JSON
expect <<'SEEN'
@huggingface/jinja {{ {'city': 'Rome', 'metric': true} }} {"city": "Rome", "metric": true}
@huggingface/jinja {{ ['a', none] }} ["a", null]
@huggingface/jinja {{ true }} true
@huggingface/jinja [{{ none }}] []
@huggingface/jinja {{ none|default('?') }} 
@huggingface/jinja {{ 2.0 }} 2.0
@huggingface/jinja {{ [2.0]|tojson }} [2]
@huggingface/jinja {{ 'hELLO'|capitalize }} HELLO
@huggingface/jinja {{ -7 % 3 }} -1
Jinja2 {{ {'city': 'Rome', 'metric': true} }} {'city': 'Rome', 'metric': True}
Jinja2 {{ ['a', none] }} ['a', None]
Jinja2 {{ true }} True
Jinja2 [{{ none }}] [None]
Jinja2 {{ none|default('?') }} None
Jinja2 {{ 2.0 }} 2.0
Jinja2 {{ [2.0]|tojson }} [2.0]
Jinja2 {{ 'hELLO'|capitalize }} Hello
Jinja2 {{ -7 % 3 }} 2
SEEN
