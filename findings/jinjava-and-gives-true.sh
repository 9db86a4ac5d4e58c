#!/bin/sh
# Jinjava's "and" gives true where Jinja2 gives the second operand, and compares a text with a number as equal.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: {{ true and 'x' }} gives "true", {{ '' or 'y' }} gives "y" as in Python, {{ '1' == 1 }} gives "true".
# Expected: Jinja2 3.1.6 gives "x", "y" and "False".
# Why it matters: "system and system.content" is a common way of chat templates to write a system prompt if there is one; the model
#   then reads the word "true".
. "$(dirname "$0")/lib/setup.sh"
jinjava "{{ true and 'x' }}" "{{ '' or 'y' }}" "{{ '1' == 1 }}"
expect <<'SEEN'
[true] errors 0
[y] errors 0
[true] errors 0
SEEN
