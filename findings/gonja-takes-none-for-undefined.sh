#!/bin/sh
# gonja (Go): none is undefined and is written as nothing; "is not none" and "default" give other texts than Jinja2.
#
# Version: github.com/nikolalohinski/gonja/v2 2.9.1; Jinja2 3.1.6.
# Seen: also, tojson sorts the keys of a dictionary and has no blank after "," and ":", -7 // 2 is -3, and -7 % 3 is -1.
# Expected: what Jinja2 gives; gonja aims to be as compatible with it as possible, by its README, which names no such difference.
# Why it matters: chat templates ask "is none" and "is defined" to decide which parts of a prompt are written, and describe tools by tojson.
. "$(dirname "$0")/lib/setup.sh"
by_jinja2 <<'TEXT'
{{ none }}|{{ [none] }}|{{ 'a' ~ none }}
{% if missing is none %}none{% else %}not none{% endif %}
{% if none is defined %}defined{% else %}not defined{% endif %}
{{ none | default('no system prompt') }}
{{ {'name': 'add', 'arguments': [1, 2]} | tojson }}
{{ -7 // 2 }} {{ -7 % 3 }}
TEXT
go_modules github.com/nikolalohinski/gonja/v2@v2.9.1
go_code <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/nikolalohinski/gonja/v2"
	"github.com/nikolalohinski/gonja/v2/exec"
)

func main() {
	file, err := os.Open("templates.txt")
	if err != nil {
		panic(err)
	}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		template, err := gonja.FromString(lines.Text())
		if err != nil {
			panic(err)
		}
		text, err := template.ExecuteToString(exec.NewContext(map[string]any{}))
		if err != nil {
			panic(err)
		}
		fmt.Println(lines.Text(), "gonja:", text)
	}
}
GO
cat "$work/seen.python" >> "$work/seen"
LC_ALL=C sort -o "$work/seen" "$work/seen"
expect <<'SEEN'
{% if missing is none %}none{% else %}not none{% endif %} Jinja2: not none
{% if missing is none %}none{% else %}not none{% endif %} gonja: none
{% if none is defined %}defined{% else %}not defined{% endif %} Jinja2: defined
{% if none is defined %}defined{% else %}not defined{% endif %} gonja: not defined
{{ -7 // 2 }} {{ -7 % 3 }} Jinja2: -4 2
{{ -7 // 2 }} {{ -7 % 3 }} gonja: -3 -1
{{ none | default('no system prompt') }} Jinja2: None
{{ none | default('no system prompt') }} gonja: no system prompt
{{ none }}|{{ [none] }}|{{ 'a' ~ none }} Jinja2: None|[None]|aNone
{{ none }}|{{ [none] }}|{{ 'a' ~ none }} gonja: |[]|a
{{ {'name': 'add', 'arguments': [1, 2]} | tojson }} Jinja2: {"name": "add", "arguments": [1, 2]}
{{ {'name': 'add', 'arguments': [1, 2]} | tojson }} gonja: {"arguments":[1,2],"name":"add"}
SEEN
