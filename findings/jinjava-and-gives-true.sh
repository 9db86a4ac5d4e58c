#!/bin/sh
# Jinjava's "and" gives true where Jinja2 gives the second operand, and compares a text with a number as equal.
#
# Version: com.hubspot.jinjava:jinjava 2.8.4.
# Seen: {{ true and 'x' }} gives "true", {{ '' or 'y' }} gives "y" as in Python, {{ '1' == 1 }} gives "true".
# Expected: Jinja2 3.1.6 gives "x", "y" and "False".
# Why it matters: "system and system.content" is a common way of chat templates to write a system prompt if there is one; the model
#   then reads the word "true".
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
java_file Render "{{ true and 'x' }}" "{{ '' or 'y' }}" "{{ '1' == 1 }}"
expect <<'SEEN'
[true] errors 0
[y] errors 0
[true] errors 0
SEEN
