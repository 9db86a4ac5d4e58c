#!/bin/sh
# Jinjava renders a filtered loop, {% for x in list if ... %}, as nothing, and leaves out the else branch of an empty loop.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: the loop over the user's messages gives no text and no error; the else branch of a loop over nothing gives no text and no error.
# Expected: Jinja2 3.1.6 gives "user;" and "nobody".
# Why it matters: chat templates of language models filter messages in this way; a model is then asked without its messages.
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
java_file Render '{% for m in messages if m.role == "user" %}{{ m.role }};{% endfor %}' '{% for m in [] %}x{% else %}nobody{% endfor %}' \
  '{% for m in messages %}{{ m.role }};{% endfor %}'
expect <<'SEEN'
[] errors 0
[] errors 0
[user;assistant;] errors 0
SEEN
