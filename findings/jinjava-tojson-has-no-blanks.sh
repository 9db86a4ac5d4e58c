#!/bin/sh
# Jinjava's tojson writes other text than the tojson that chat templates are rendered with: no blank after "," and ":".
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: {"a":[1,2]} for the dictionary of a template.
# Expected: {"a": [1, 2]}, as Jinja2 3.1.6 and the tojson of transformers 5.24 write it.
# Why it matters: tool descriptions and structured messages reach the model as other tokens than those it was trained on.
. "$(dirname "$0")/lib/setup.sh"
maven com.hubspot.jinjava:jinjava:2.8.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Render.java" <<'JAVA'
import com.hubspot.jinjava.*;
import java.util.*;

public class Render {
  public static void main(String[] args) {
    var jinjava = new Jinjava(JinjavaConfig.newBuilder().withNestedInterpretationEnabled(false).build());
    var messages = List.of(Map.of("role", "user"), Map.of("role", "assistant"));
    for (String template : args) {
      var result = jinjava.renderForResult(template, Map.of("messages", messages));
      System.out.println("[" + result.getOutput() + "] errors " + result.getErrors().size());
    }
  }
}
JAVA
java_file Render "{{ {'a': [1, 2]} | tojson }}"
expect <<'SEEN'
[{"a":[1,2]}] errors 0
SEEN
