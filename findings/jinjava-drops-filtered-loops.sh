#!/bin/sh
# Jinjava renders a filtered loop, {% for x in list if ... %}, as nothing, and leaves out the else branch of an empty loop.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: the loop over the user's messages gives no text and no error; the else branch of a loop over nothing gives no text and no error.
# Expected: Jinja2 3.1.6 gives "user;" and "nobody".
# Why it matters: chat templates of language models filter messages in this way; a model is then asked without its messages.
. "$(dirname "$0")/lib/setup.sh"
jinjava '{% for m in messages if m.role == "user" %}{{ m.role }};{% endfor %}' '{% for m in [] %}x{% else %}nobody{% endfor %}' \
  '{% for m in messages %}{{ m.role }};{% endfor %}'
expect <<'SEEN'
[] errors 0
[] errors 0
[user;assistant;] errors 0
SEEN
