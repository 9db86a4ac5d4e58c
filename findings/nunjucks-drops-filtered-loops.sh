#!/bin/sh
# nunjucks (npm): a filtered loop, {% for m in messages if ... %}, gives nothing, without an error, and so does a loop over the keys of a dictionary.
#
# Version: nunjucks 3.2.4, Node.js 20; Jinja2 3.1.6.
# Seen: also, a variable that is set in a loop keeps its value after the loop, 1e3 is nothing, and none joined to a text is "null".
# Expected: what Jinja2 gives, by which nunjucks says to be inspired, or an error, as for other parts of the language that it does not have.
# Why it matters: a prompt that is rendered by nunjucks, as promptfoo's are, has lost its examples or its messages.
. "$(dirname "$0")/lib/setup.sh"
cat > "$work/templates.json" <<'JSON'
["{% for m in messages if m.role == 'user' %}{{ m.content }} {% endfor %}",
  "{% for m in messages %}{{ m.content }} {% endfor %}",
  "{% for name in scores %}{{ name }} {% endfor %}",
  "{% for name, score in scores.items() %}{{ name }} {% endfor %}",
  "{% set last = 'none' %}{% for m in messages %}{% set last = m.role %}{% endfor %}{{ last }}",
  "{{ 1e3 }} {{ 'a' ~ none }}"]
JSON
echo '{"messages": [{"role": "user", "content": "hello"}, {"role": "assistant", "content": "hi"}], "scores": {"a": 1, "b": 2}}' > "$work/context.json"
pypi Jinja2==3.1.6
python_code <<'PY'
import json, jinja2
context = json.load(open("context.json"))
for template in json.load(open("templates.json")):
    print(f"{template}: Jinja2 {jinja2.Template(template).render(context)!r}")
PY
mv "$work/seen" "$work/seen.python"
node_packages nunjucks@3.2.4
node_code <<'JS'
const nunjucks = require("nunjucks");
for (const template of require("./templates.json")) {
  let text;
  try {
    text = `'${nunjucks.renderString(template, require("./context.json"))}'`;
  } catch (error) {
    text = "an error";
  }
  console.log(`${template}: nunjucks ${text}`);
}
JS
cat "$work/seen.python" >> "$work/seen"
LC_ALL=C sort -o "$work/seen" "$work/seen"
expect <<'SEEN'
{% for m in messages %}{{ m.content }} {% endfor %}: Jinja2 'hello hi '
{% for m in messages %}{{ m.content }} {% endfor %}: nunjucks 'hello hi '
{% for m in messages if m.role == 'user' %}{{ m.content }} {% endfor %}: Jinja2 'hello '
{% for m in messages if m.role == 'user' %}{{ m.content }} {% endfor %}: nunjucks ''
{% for name in scores %}{{ name }} {% endfor %}: Jinja2 'a b '
{% for name in scores %}{{ name }} {% endfor %}: nunjucks ''
{% for name, score in scores.items() %}{{ name }} {% endfor %}: Jinja2 'a b '
{% for name, score in scores.items() %}{{ name }} {% endfor %}: nunjucks an error
{% set last = 'none' %}{% for m in messages %}{% set last = m.role %}{% endfor %}{{ last }}: Jinja2 'none'
{% set last = 'none' %}{% for m in messages %}{% set last = m.role %}{% endfor %}{{ last }}: nunjucks 'assistant'
{{ 1e3 }} {{ 'a' ~ none }}: Jinja2 '1000.0 aNone'
{{ 1e3 }} {{ 'a' ~ none }}: nunjucks ' anull'
SEEN
