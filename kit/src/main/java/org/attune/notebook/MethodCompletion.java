package org.attune.notebook;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import org.attune.Align;
import org.attune.method.online.OnlineMethod;

/**
 * Completes the first argument of {@code align}: labels take the methods that learn from responses,
 * a dataset those that learn online.
 */
final class MethodCompletion {
  private static final Pattern ARGUMENT =
      Pattern.compile("\\.\\s*align\\(\\s*(Align\\s*\\.\\s*)?(\\w*)$");

  private final SourceCodeAnalysis analysis;

  MethodCompletion(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Names to put at a place in a cell instead of the text that begins there. */
  record Offer(int start, List<String> names) {}

  /** Returns the methods that fit; nothing elsewhere in a cell. */
  Optional<Offer> at(String code, int cursor) {
    String before = code.substring(0, Math.min(cursor, code.length()));
    Matcher argument = ARGUMENT.matcher(before);
    if (!argument.find()) {
      return Optional.empty();
    }
    String receiver = CellSymbols.receiver(before, before.indexOf("align", argument.start()));
    String type = CellSymbols.type(analysis, receiver).orElse("");
    boolean online = type.equals("Dataset");
    if (!online && !type.equals("RewardLabel")) {
      return Optional.empty();
    }
    String begun = argument.group(2);
    List<String> names = names(online, begun, argument.group(1) == null ? "Align." : "");
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(new Offer(before.length() - begun.length(), names));
  }

  private static List<String> names(boolean online, String begun, String qualifier) {
    return Arrays.stream(Align.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> online == OnlineMethod.class.isAssignableFrom(method.getReturnType()))
        .filter(method -> method.getName().startsWith(begun) || "Align".startsWith(begun))
        .map(method -> qualifier + call(method))
        .sorted()
        .toList();
  }

  private static String call(Method method) {
    return method.getName() + (method.getParameterCount() == 0 ? "()" : "(");
  }
}
