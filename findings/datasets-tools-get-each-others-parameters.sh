#!/bin/sh
# datasets: in rows made by Dataset.from_list every tool has the parameters of all other tools, as null, and so they stand in the prompt.
#
# Version: datasets 5.2.0, transformers 5.24.0, Python 3.11.
# Seen: a column of tools, "weather" with the parameter city and "add" with x and y: both come back with city, x and y. The arguments of tool
#   calls are filled up in the same way, and a message without tool_calls gets tool_calls: null. load_dataset("json") of the same rows keeps the
#   parameters apart (it takes them as Json).
# Expected: the rows that were put in, as load_dataset gives them.
# Why it matters: a chat template writes the tools into the prompt; the policy is trained on calls with arguments that the tool does not have.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
import json
import datasets
datasets.disable_progress_bars()
rows = [{"tools": [{"name": "weather", "parameters": {"city": {"type": "string"}}},
                   {"name": "add", "parameters": {"x": {"type": "number"}, "y": {"type": "number"}}}],
         "messages": [{"role": "user", "content": "rain?"}, {"role": "assistant", "tool_calls": [{"name": "weather", "arguments": {"city": "Rome"}}]},
                      {"role": "assistant", "tool_calls": [{"name": "add", "arguments": {"x": 1, "y": 2}}]}]}]
with open("rows.jsonl", "w") as file:
    file.write(json.dumps(rows[0]) + "\n")
for name, data in (("from_list", datasets.Dataset.from_list(rows)), ("load_dataset", datasets.load_dataset("json", data_files="rows.jsonl", split="train"))):
    for tool in data[0]["tools"]:
        print(name, tool["name"], json.dumps(tool["parameters"]))
    print(name, "first message:", json.dumps(data[0]["messages"][0]))
    print(name, "last message:", json.dumps(data[0]["messages"][2]))
PY
expect <<'SEEN'
from_list weather {"city": {"type": "string"}, "x": null, "y": null}
from_list add {"city": null, "x": {"type": "number"}, "y": {"type": "number"}}
from_list first message: {"role": "user", "content": "rain?", "tool_calls": null}
from_list last message: {"role": "assistant", "content": null, "tool_calls": [{"name": "add", "arguments": {"city": null, "x": 1, "y": 2}}]}
load_dataset weather {"city": {"type": "string"}}
load_dataset add {"x": {"type": "number"}, "y": {"type": "number"}}
load_dataset first message: {"role": "user", "content": "rain?"}
load_dataset last message: {"role": "assistant", "tool_calls": [{"name": "add", "arguments": {"x": 1, "y": 2}}]}
SEEN
