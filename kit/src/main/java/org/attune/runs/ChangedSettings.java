package org.attune.runs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodRegistry;

/** The settings of a kept run that are not its method's defaults, as a short text. */
final class ChangedSettings {
  /** A component of a record's text, up to its value, which may be a record itself. */
  private static final Pattern COMPONENT = Pattern.compile("(\\w+)=([^,\\[\\]]*)(\\[?)");

  private static final Pattern PRESENT = Pattern.compile("Optional\\[([^\\[\\]=]*)]");

  /** Steps have a column of their own. */
  private static final Pattern STEPS = Pattern.compile("steps=.*");

  private ChangedSettings() {}

  /**
   * Returns the changed settings, such as {@code threshold=1.0, learningRate=0.001}; {@code
   * defaults} if there are none; and all settings of a method that the registry does not know.
   */
  static String of(RunRecord run) {
    Set<String> defaults =
        MethodRegistry.all().stream()
            .map(MethodEntry::defaults)
            .filter(method -> method.name().equals(run.method()))
            .flatMap(method -> components(method.toString()).stream())
            .collect(Collectors.toSet());
    if (defaults.isEmpty()) {
      return run.settings();
    }
    List<String> changed =
        components(run.settings()).stream()
            .filter(setting -> !defaults.contains(setting) && !STEPS.matcher(setting).matches())
            .toList();
    return changed.isEmpty() ? "defaults" : String.join(", ", changed);
  }

  /** Returns each {@code name=value} in a record's text whose value is no record. */
  private static Set<String> components(String record) {
    Set<String> found = new LinkedHashSet<>();
    Matcher component = COMPONENT.matcher(PRESENT.matcher(record).replaceAll("$1"));
    while (component.find()) {
      if (component.group(3).isEmpty()) {
        found.add(component.group(1) + "=" + component.group(2));
      }
    }
    return found;
  }
}
