#!/bin/sh
# transformers: a chat template that is edited or added in tokenizer_config.json is ignored, without a word, if chat_template.jinja lies there too.
#
# Version: transformers 5.24.0, Python 3.11.
# Seen: save_pretrained writes the template to chat_template.jinja. A folder whose tokenizer_config.json has a "chat_template" as well, as files
#   of earlier versions, most published instructions and the readers of other tools have it, is rendered with the other one.
# Expected: a warning if the two differ.
# Why it matters: a policy is trained or tested with another form of prompt than the file that one looks at says; tools that read
#   tokenizer_config.json only, and transformers, then run the same folder with two templates.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
import json
import logging
import os
from tiny import *
from transformers import AutoTokenizer
lines = []
class Lines(logging.Handler):
    def emit(self, record):
        lines.append(record.getMessage())
logging.getLogger("transformers").addHandler(Lines())
saved = tokenizer()
saved.chat_template = "{% for message in messages %}OLD {{ message.content }}{% endfor %}"
saved.save_pretrained("folder")
show("files:", sorted(name for name in os.listdir("folder") if "chat" in name or "config" in name))
with open("folder/tokenizer_config.json") as file:
    settings = json.load(file)
settings["chat_template"] = saved.chat_template.replace("OLD", "NEW")
with open("folder/tokenizer_config.json", "w") as file:
    json.dump(settings, file)
lines.clear()
show("rendered:", AutoTokenizer.from_pretrained("folder").apply_chat_template([{"role": "user", "content": "why"}], tokenize=False))
show("lines about the template:", sum("template" in line for line in lines))
os.remove("folder/chat_template.jinja")
show("without chat_template.jinja:", AutoTokenizer.from_pretrained("folder").apply_chat_template([{"role": "user", "content": "why"}], tokenize=False))
PY
expect <<'SEEN'
files: ['chat_template.jinja', 'tokenizer_config.json']
rendered: OLD why
lines about the template: 0
without chat_template.jinja: NEW why
SEEN
