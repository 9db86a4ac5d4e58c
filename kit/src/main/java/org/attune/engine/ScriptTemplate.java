package org.attune.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * TorchScript text from resources, in which each {@code $NAME} is replaced by a constant, and lines
 * between {@code #if FLAG}, {@code #else} and {@code #end} are kept depending on the flag.
 *
 * @param constants the value of each name
 * @param flags the flags that are set
 */
public record ScriptTemplate(Map<String, String> constants, Set<String> flags) {
  /** Returns the concatenated text of resources beside a class. */
  String text(Class<?> beside, List<String> resources) {
    StringBuilder all = new StringBuilder();
    for (String resource : resources) {
      try (InputStream in = beside.getResourceAsStream(resource)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        all.append(chosen(text, resource)).append("\n\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return filled(all.toString());
  }

  private String filled(String text) {
    String filled = text;
    for (String name : new TreeMap<>(constants).descendingKeySet()) {
      filled = filled.replace("$" + name, constants.get(name));
    }
    return filled;
  }

  private String chosen(String text, String resource) {
    StringBuilder chosen = new StringBuilder();
    Deque<Boolean> open = new ArrayDeque<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#if ")) {
        open.push(flags.contains(line.substring(4).trim()));
      } else if (line.startsWith("#else")) {
        open.push(!open.pop());
      } else if (line.startsWith("#end")) {
        open.pop();
      } else if (!open.contains(false)) {
        chosen.append(line).append('\n');
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalStateException(resource + ": an #if has no #end.");
    }
    return chosen.toString();
  }
}
