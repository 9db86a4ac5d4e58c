#!/bin/sh
# Jinjava: a text that says "false" is false in a condition, so {% if message.content %} leaves out the answer "false".
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: {% if 'false' %} and {{ 'FALSE' or 'nothing' }} take the other branch, as an empty text does; 'no' and '0' are true.
# Expected: in Jinja2, as in Python, every text that is not empty is true.
# Why it matters: chat templates ask whether a message has content; of a data set of true-or-false questions the model is shown "true" only.
. "$(dirname "$0")/lib/setup.sh"
jinjava "{% if 'false' %}there{% else %}gone{% endif %}" "{{ 'FALSE' or 'nothing' }}" "{% if '0' %}there{% else %}gone{% endif %}" \
  "{% for answer in ['true', 'false', 'no'] %}{% if answer %}<{{ answer }}>{% endif %}{% endfor %}"
expect <<'SEEN'
[gone] errors 0
[nothing] errors 0
[there] errors 0
[<true><no>] errors 0
SEEN
