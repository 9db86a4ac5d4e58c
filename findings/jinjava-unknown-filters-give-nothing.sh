#!/bin/sh
# Jinjava: a filter that it does not have gives nothing, or the word "null", and no error is reported; Jinja2's filter "items" is one of them.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: {{ 'a' | nosuch }} and a loop over messages[0] | items render as nothing, with an empty list of errors; so does a test that does not exist.
#   With a further filter after it the result is "null". An unknown function is an error.
# Expected: an error; Jinja2 3.1.6 refuses to compile such a template, and loops over the pairs of the dictionary.
# Why it matters: chat templates with tools loop over "arguments | items"; the calls then stand in the prompt without their arguments.
. "$(dirname "$0")/lib/setup.sh"
jinjava "{{ 'a' | nosuch }}" "{{ 'a' | nosuch | trim }}" "{{ 'a' is nosuch }}" "{{ nosuch('a') }}" \
  "{% for key, value in messages[0] | items %}{{ key }}={{ value }}{% endfor %}" "{% for key, value in messages[0].items() %}{{ key }}={{ value }}{% endfor %}"
expect <<'SEEN'
[] errors 0
[null] errors 0
[] errors 0
[] errors 1
[] errors 0
[role=user] errors 0
SEEN
