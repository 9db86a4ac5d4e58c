#!/bin/sh
# gpt-tokenizer (npm): encodeChat writes a message's name in place of its role, so a named user's message has no role and is counted two tokens short.
#
# Version: gpt-tokenizer 4.0.0, Node.js 20.
# Seen: {role: "user", name: "bob"} and {role: "assistant", name: "bob"} give the same tokens, <|im_start|>bob<|im_sep|>, as many as without a name.
# Expected: role and name, and two tokens more, as OpenAI's own example of counting adds the name's tokens and one.
# Why it matters: budgets that are computed with it are too small for chats with names, and it cannot be told who wrote a message.
. "$(dirname "$0")/lib/setup.sh"
node_packages gpt-tokenizer@4.0.0
node_code <<'JS'
const { encodeChat, decode } = require("gpt-tokenizer/model/gpt-4o");
for (const message of [{ role: "user" }, { role: "user", name: "bob" }, { role: "assistant", name: "bob" }]) {
  const tokens = encodeChat([{ ...message, content: "Why?" }]);
  console.log(`${JSON.stringify(message)}: ${tokens.length} tokens, ${decode(tokens)}`);
}
JS
expect <<'SEEN'
{"role":"user"}: 9 tokens, <|im_start|>user<|im_sep|>Why?<|im_end|><|im_start|>assistant<|im_sep|>
{"role":"user","name":"bob"}: 9 tokens, <|im_start|>bob<|im_sep|>Why?<|im_end|><|im_start|>assistant<|im_sep|>
{"role":"assistant","name":"bob"}: 9 tokens, <|im_start|>bob<|im_sep|>Why?<|im_end|><|im_start|>assistant<|im_sep|>
SEEN
