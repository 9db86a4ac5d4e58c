package org.attune.notebook;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import org.attune.method.AlignmentMethod;
import org.attune.method.Method;
import org.attune.method.online.OnlineMethod;

/** Adds what to write instead to the compiler's messages about a cell. */
final class CompileHints {
  private static final Pattern CALL = Pattern.compile("\\.\\s*align\\(\\s*([^,()]+\\([^()]*\\))");
  private static final Pattern TYPE = Pattern.compile("org\\.attune\\.[a-z.]+[A-Z]\\w*");

  /** A name that does not exist is no wrong call. */
  private static final Pattern UNKNOWN = Pattern.compile("^\\s*symbol:", Pattern.MULTILINE);

  private CompileHints() {}

  /**
   * Returns the sentence for a cell that does not compile.
   *
   * @param cell the source
   * @param messages what the compiler said
   * @param analysis knows the names of the shell that refused the cell
   */
  static Optional<String> of(String cell, String messages, SourceCodeAnalysis analysis) {
    return wrongDoor(cell, messages)
        .or(() -> new NameHints(analysis).of(cell, messages))
        .or(() -> TypeHints.of(messages))
        .or(() -> unfinished(messages));
  }

  /** Returns the sentence about a line that another one follows. */
  private static Optional<String> unfinished(String messages) {
    return messages.contains("';' expected")
        ? Optional.of(
            "Every line of a cell but the last needs ';' at its end, and only the last one's value"
                + " is shown.")
        : Optional.empty();
  }

  /** Returns the sentence about a method that was given to the wrong {@code align}. */
  private static Optional<String> wrongDoor(String cell, String messages) {
    Matcher call = CALL.matcher(cell);
    if (UNKNOWN.matcher(messages).find() || !call.find()) {
      return Optional.empty();
    }
    String argument = call.group(1).strip();
    Matcher type = TYPE.matcher(messages);
    while (type.find()) {
      Optional<AlignmentMethod> method = method(type.group());
      if (method.isPresent()) {
        String name = method.get().name();
        return rightDoor(method.get(), argument);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> rightDoor(AlignmentMethod method, String argument) {
    if (method instanceof OnlineMethod) {
      return Optional.of(
          method.name() + " learns online: data.align(" + argument + ", policy, reward).");
    }
    if (!(method instanceof Method offline)) {
      return Optional.empty();
    }
    String labels = offline.usesRewards() ? "rewardLabel(reward)" : "withoutReward()";
    return Optional.of(
        "%s learns from labelled responses: data.%s.align(%s, policy)."
            .formatted(method.name(), labels, argument));
  }

  private static Optional<AlignmentMethod> method(String type) {
    try {
      Class<?> found = Class.forName(type);
      return AlignmentMethod.class.isAssignableFrom(found) && !found.isInterface()
          ? Optional.of((AlignmentMethod) found.getConstructor().newInstance())
          : Optional.empty();
    } catch (ReflectiveOperationException other) {
      return Optional.empty();
    }
  }
}
