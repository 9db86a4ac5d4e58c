#!/bin/sh
# Jinjava: a loop over a dictionary gives its values, where Jinja2 gives its keys.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: {% for name in {'city': 'Bern'} %}{{ name }}{% endfor %} gives "Bern"; the filter items gives nothing, while the method items() works.
# Expected: Jinja2 3.1.6 gives "city", and "city=Bern" for the filter.
# Why it matters: templates for tool calls write the names of arguments and parameters by such loops; no error is reported.
. "$(dirname "$0")/lib/setup.sh"
jinjava "{% for name in {'city': 'Bern'} %}{{ name }}{% endfor %}" "{% for name, value in {'city': 'Bern'}|items %}{{ name }}={{ value }}{% endfor %}" \
  "{% for name, value in {'city': 'Bern'}.items() %}{{ name }}={{ value }}{% endfor %}"
expect <<'SEEN'
[Bern] errors 0
[] errors 0
[city=Bern] errors 0
SEEN
