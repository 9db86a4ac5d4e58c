package org.attune.cli;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that were given although another one makes them meaningless. They are refused: results
 * must not look as if a setting had been used.
 */
final class UnusedOptions {
  private UnusedOptions() {}

  /** Refuses options by their names, such as {@code --beta}. */
  static void refuse(CommandSpec command, String why, Set<String> names) {
    refuse(command, why, option -> names.contains(option.longestName()));
  }

  /** Refuses all options of a group, except some. */
  static void refuse(CommandSpec command, String why, List<Class<?>> groups, Set<String> used) {
    refuse(
        command,
        why,
        option ->
            option.userObject() instanceof Field field
                && groups.contains(field.getDeclaringClass())
                && !used.contains(option.longestName()));
  }

  private static void refuse(CommandSpec command, String why, Predicate<OptionSpec> unused) {
    List<String> given =
        command.commandLine().getParseResult().matchedOptions().stream()
            .filter(unused)
            .map(OptionSpec::longestName)
            .distinct()
            .toList();
    InvalidInputException.unless(
        given.isEmpty(),
        "%s, so %s would have no effect; remove it.",
        why,
        String.join(", ", given));
  }
}
