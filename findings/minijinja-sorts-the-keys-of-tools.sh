#!/bin/sh
# minijinja (Rust): a dictionary in a prompt has its keys in alphabetical order, so a tool's "name" stands behind its "description", and < is written \u003c.
#
# Version: minijinja 3.1.0; Jinja2 3.1.6, with json.dumps as tojson, as transformers renders chat templates.
# Seen: the order of keys is lost unless the feature "preserve_order" is switched on; tojson writes <, > and & as Jinja2's own filter does, but not as
#   transformers. A text is no sequence.
# Expected: the prompt on which the model was trained.
# Why it matters: tools, arguments of calls and loops over dictionaries give other tokens than in training, without an error.
. "$(dirname "$0")/lib/setup.sh"
by_jinja2 <<'TEXT'
{{ {'name': 'add', 'description': 'a < b', 'arguments': [1, 2]} | tojson }}
{{ {'name': 'add', 'description': 'sum'} }}
{% for key in {'role': 'user', 'content': 'hi'} %}{{ key }}, {% endfor %}.
{{ 'text' is sequence }}
TEXT
features="default json"
crates minijinja@3.1.0
rust_code <<'RUST'
fn main() {
    let environment = minijinja::Environment::new();
    for template in std::fs::read_to_string("templates.txt").unwrap().lines() {
        println!("{template} minijinja: {}", environment.render_str(template, ()).unwrap());
    }
}
RUST
cat "$work/seen.python" >> "$work/seen"
LC_ALL=C sort -o "$work/seen" "$work/seen"
expect <<'SEEN'
{% for key in {'role': 'user', 'content': 'hi'} %}{{ key }}, {% endfor %}. Jinja2: role, content, .
{% for key in {'role': 'user', 'content': 'hi'} %}{{ key }}, {% endfor %}. minijinja: content, role, .
{{ 'text' is sequence }} Jinja2: True
{{ 'text' is sequence }} minijinja: False
{{ {'name': 'add', 'description': 'a < b', 'arguments': [1, 2]} | tojson }} Jinja2: {"name": "add", "description": "a < b", "arguments": [1, 2]}
{{ {'name': 'add', 'description': 'a < b', 'arguments': [1, 2]} | tojson }} minijinja: {"arguments": [1, 2], "description": "a \u003c b", "name": "add"}
{{ {'name': 'add', 'description': 'sum'} }} Jinja2: {'name': 'add', 'description': 'sum'}
{{ {'name': 'add', 'description': 'sum'} }} minijinja: {'description': 'sum', 'name': 'add'}
SEEN
