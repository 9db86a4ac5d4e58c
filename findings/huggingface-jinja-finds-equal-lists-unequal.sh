#!/bin/sh
# @huggingface/jinja (npm): two equal lists, or dictionaries, are unequal, and the text "1" equals the number 1; Jinja2 says the opposite.
#
# Version: @huggingface/jinja 0.5.11, Node.js 20; Jinja2 3.1.6, Python 3.11.
# Seen: == and != compare as in JavaScript. Its "in" does not: 1 is not in ['1'], although it equals the only element.
# Expected: what Jinja2 renders, which the templates were written for.
# Why it matters: transformers.js renders chat templates with this library; conditions such as message.content == [] then take the other branch.
. "$(dirname "$0")/lib/setup.sh"
jinja_twice <<'JSON'
["{{ 'yes' if [] == [] else 'no' }}", "{{ 'yes' if ['a', 'b'] == ['a', 'b'] else 'no' }}", "{{ 'yes' if {'a': 1} == {'a': 1} else 'no' }}",
 "{{ 'yes' if ['a'] != ['a'] else 'no' }}", "{{ 'yes' if '1' == 1 else 'no' }}", "{{ 'yes' if '' == 0 else 'no' }}", "{{ 'yes' if '1' != 1 else 'no' }}",
 "{{ 'yes' if 1 in ['1'] else 'no' }}"]
JSON
expect <<'SEEN'
@huggingface/jinja {{ 'yes' if [] == [] else 'no' }} no
@huggingface/jinja {{ 'yes' if ['a', 'b'] == ['a', 'b'] else 'no' }} no
@huggingface/jinja {{ 'yes' if {'a': 1} == {'a': 1} else 'no' }} no
@huggingface/jinja {{ 'yes' if ['a'] != ['a'] else 'no' }} yes
@huggingface/jinja {{ 'yes' if '1' == 1 else 'no' }} yes
@huggingface/jinja {{ 'yes' if '' == 0 else 'no' }} yes
@huggingface/jinja {{ 'yes' if '1' != 1 else 'no' }} no
@huggingface/jinja {{ 'yes' if 1 in ['1'] else 'no' }} no
Jinja2 {{ 'yes' if [] == [] else 'no' }} yes
Jinja2 {{ 'yes' if ['a', 'b'] == ['a', 'b'] else 'no' }} yes
Jinja2 {{ 'yes' if {'a': 1} == {'a': 1} else 'no' }} yes
Jinja2 {{ 'yes' if ['a'] != ['a'] else 'no' }} no
Jinja2 {{ 'yes' if '1' == 1 else 'no' }} no
Jinja2 {{ 'yes' if '' == 0 else 'no' }} no
Jinja2 {{ 'yes' if '1' != 1 else 'no' }} yes
Jinja2 {{ 'yes' if 1 in ['1'] else 'no' }} no
SEEN
