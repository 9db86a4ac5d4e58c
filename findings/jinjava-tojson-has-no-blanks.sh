#!/bin/sh
# Jinjava's tojson writes other text than the tojson that chat templates are rendered with: no blank after "," and ":".
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: {"a":[1,2]} for the dictionary of a template.
# Expected: {"a": [1, 2]}, as Jinja2 3.1.6 and the tojson of transformers 5.24 write it.
# Why it matters: tool descriptions and structured messages reach the model as other tokens than those it was trained on.
. "$(dirname "$0")/lib/setup.sh"
jinjava "{{ {'a': [1, 2]} | tojson }}"
expect <<'SEEN'
[{"a":[1,2]}] errors 0
SEEN
