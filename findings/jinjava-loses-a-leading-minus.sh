#!/bin/sh
# Jinjava: an expression that begins with a minus sign loses it: {{ -7 }} gives 7, and {{ -7 + 1 }} gives 8.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: the sign is lost although a blank stands before it, and no error is reported. Inside the expression it is kept: {{ 3 * -7 }} gives -21.
# Expected: Jinja2 3.1.6 gives -7, -6, -1 and -21; only a minus that stands right after {{ is a sign for blanks.
# Why it matters: a template that turns a penalty into a prompt, or counts from the end, shows the number of the other sign.
. "$(dirname "$0")/lib/setup.sh"
jinjava "{{ -7 }}" "{{ -7 + 1 }}" "{{ -1 if messages else 0 }}" "{{ 3 * -7 }}" "{{ (-7) }}"
expect <<'SEEN'
[7] errors 0
[8] errors 0
[1] errors 0
[-21] errors 0
[-7] errors 0
SEEN
