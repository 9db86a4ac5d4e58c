#!/bin/sh
# ardanlabs/jinja (Go): the blank between {% endfor %} and the next {% for %} of a line is lost, and so are none and the decimal point of 1.0.
#
# Version: github.com/ardanlabs/jinja 1.8.0, which needs Go 1.26; Jinja2 3.1.6 with trim_blocks and lstrip_blocks, as transformers renders chat templates.
# Seen: between {% endif %} and {% if %} the blank stays. none is written as nothing, 10 / 2 as 5, and a tuple as a list.
# Expected: what Jinja2 gives; the package calls itself compatible with Jinja2 and built for chat templates.
# Why it matters: words of the prompt run together, and numbers in it are other tokens than in training, without an error.
. "$(dirname "$0")/lib/setup.sh"
ardanlabs_jinja <<'TEXT'
{% if true %}Tools:{% endif %} {% if true %}none{% endif %}
{% for word in ['a', 'b'] %}{{ word }}{% endfor %} {% for word in ['c'] %}{{ word }}{% endfor %}
temperature {{ 1.0 }}, {{ 10 / 2 }}, {{ [0.5, 2.0] }}
{{ none }}|{{ 'x' ~ none }}|{{ none | default('y') }}|{{ (1, 2) }}
TEXT
expect <<'SEEN'
temperature {{ 1.0 }}, {{ 10 / 2 }}, {{ [0.5, 2.0] }} Jinja2: "temperature 1.0, 5.0, [0.5, 2.0]"
temperature {{ 1.0 }}, {{ 10 / 2 }}, {{ [0.5, 2.0] }} ardanlabs: "temperature 1, 5, [0.5, 2]"
{% for word in ['a', 'b'] %}{{ word }}{% endfor %} {% for word in ['c'] %}{{ word }}{% endfor %} Jinja2: "ab c"
{% for word in ['a', 'b'] %}{{ word }}{% endfor %} {% for word in ['c'] %}{{ word }}{% endfor %} ardanlabs: "abc"
{% if true %}Tools:{% endif %} {% if true %}none{% endif %} Jinja2: "Tools: none"
{% if true %}Tools:{% endif %} {% if true %}none{% endif %} ardanlabs: "Tools: none"
{{ none }}|{{ 'x' ~ none }}|{{ none | default('y') }}|{{ (1, 2) }} Jinja2: "None|xNone|None|(1, 2)"
{{ none }}|{{ 'x' ~ none }}|{{ none | default('y') }}|{{ (1, 2) }} ardanlabs: "|x||[1, 2]"
SEEN
