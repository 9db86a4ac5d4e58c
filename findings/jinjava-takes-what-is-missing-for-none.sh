#!/bin/sh
# Jinjava: what is not defined is none, and none is not defined, so "is not none" and "default" give other texts than Jinja2.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: for a message without "content", {{ messages[0].content is not none }} gives "false", and {{ none | default('d') }} gives "d".
# Expected: Jinja2 3.1.6 gives "True", because what is not defined is no none, and "None".
# Why it matters: chat templates choose between a message, its tool calls and a default by these two tests; the same template takes another branch.
. "$(dirname "$0")/lib/setup.sh"
jinjava "{{ messages[0].content is not none }}" "{{ messages[0].content == none }}" "{{ none is defined }}" "{{ none | default('d') }}"
expect <<'SEEN'
[false] errors 0
[true] errors 0
[false] errors 0
[d] errors 0
SEEN
