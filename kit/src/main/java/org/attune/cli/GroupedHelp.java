package org.attune.cli;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Prints options under the headings of their groups.
 *
 * <p>Groups of picocli could do so too, but there an option given twice makes the whole group lose
 * its other values.
 */
final class GroupedHelp implements IHelpSectionRenderer {
  @Override
  public String render(Help help) {
    List<OptionSpec> all =
        help.commandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(option -> described(help.commandSpec(), option))
            .toList();
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    all.forEach(
        option -> groups.computeIfAbsent(title(option), name -> new ArrayList<>()).add(option));
    StringBuilder text = new StringBuilder();
    groups.forEach((title, options) -> text.append(section(help, title, all, options)));
    return text.toString();
  }

  /** Returns the option, or what {@code --out} means where it has a default of its own. */
  private static OptionSpec described(CommandSpec command, OptionSpec option) {
    DefaultFolder folder = command.userObject().getClass().getAnnotation(DefaultFolder.class);
    return folder == null || !option.longestName().equals("--out")
        ? option
        : OptionSpec.builder(option)
            .description("Folder for the results (" + folder.value() + ").")
            .build();
  }

  private static String title(OptionSpec option) {
    OptionGroup group =
        option.userObject() instanceof Member field
            ? field.getDeclaringClass().getAnnotation(OptionGroup.class)
            : null;
    return group == null ? "Options" : group.value();
  }

  /** Prints a section; columns are wide enough for all options, so that the groups align. */
  private static String section(
      Help help, String title, List<OptionSpec> all, List<OptionSpec> options) {
    Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
    layout.addOptions(options, help.parameterLabelRenderer());
    return System.lineSeparator() + title + ":" + System.lineSeparator() + layout;
  }
}
