#!/bin/sh
# autoevals (npm): JSONDiff gives 0.2 to true where false is expected, as if they were words; in Python it is 0. A missing field is as good as a null.
#
# Version: autoevals 0.3.0 (npm), Node.js 20; autoevals 0.4.1 (PyPI), Python 3.11.
# Seen: the letters of "true" and "false" are compared, since one in five is the same; a 10 for a 1 gets 0.18 and "A" for "B" 0. {"a": 1} for
#   {"a": 1, "b": null} gets 1 in both languages.
# Expected: 0 for the other truth value, as the same scorer gives in Python, and less than 1 where a field is missing.
# Why it matters: the same evaluation has two results, by the language it runs in, and a judge that is wrong every time scores a fifth.
. "$(dirname "$0")/lib/setup.sh"
cat > "$work/pairs.json" <<'JSON'
[[{"better": true}, {"better": false}], [true, false], [{"rating": 10}, {"rating": 1}], [{"winner": "A"}, {"winner": "B"}], [{"a": 1}, {"a": 1, "b": null}]]
JSON
pypi autoevals==0.4.1
python_code <<'PY'
import json
from autoevals.json import JSONDiff
for output, expected in json.load(open("pairs.json")):
    print(f"PyPI: {json.dumps(output)} for {json.dumps(expected)}: {JSONDiff()(output, expected).score:.2f}")
PY
mv "$work/seen" "$work/seen.python"
node_packages autoevals@0.3.0
node_code <<'JS'
const { JSONDiff } = require("autoevals");
(async () => {
  for (const [output, expected] of require("./pairs.json")) {
    console.log(`npm: ${JSON.stringify(output)} for ${JSON.stringify(expected)}: ${(await JSONDiff({ output, expected })).score.toFixed(2)}`);
  }
})();
JS
cat "$work/seen.python" >> "$work/seen"
expect <<'SEEN'
npm: {"better":true} for {"better":false}: 0.20
npm: true for false: 0.20
npm: {"rating":10} for {"rating":1}: 0.18
npm: {"winner":"A"} for {"winner":"B"}: 0.00
npm: {"a":1} for {"a":1,"b":null}: 1.00
PyPI: {"better": true} for {"better": false}: 0.00
PyPI: true for false: 0.00
PyPI: {"rating": 10} for {"rating": 1}: 0.18
PyPI: {"winner": "A"} for {"winner": "B"}: 0.00
PyPI: {"a": 1} for {"a": 1, "b": null}: 1.00
SEEN
