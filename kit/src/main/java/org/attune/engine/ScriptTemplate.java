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

  /** Replaces names from left to right; of names that begin alike the longest one counts. */
  private String filled(String text) {
    List<String> names = List.copyOf(new TreeMap<>(constants).descendingKeySet());
    StringBuilder filled = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
      for (String name : names) {
        if (text.startsWith(name, at + 1)) {
          filled.append(text, done, at).append(constants.get(name));
          done = at + 1 + name.length();
          break;
        }
      }
    }
    return filled.append(text, done, text.length()).toString();
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
