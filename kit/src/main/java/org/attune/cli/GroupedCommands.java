package org.attune.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** Prints commands grouped by purpose. */
final class GroupedCommands implements IHelpSectionRenderer {
  private static final int INDENT = 2;
  private static final int GAP = 3;

  private final Map<String, List<String>> groups;

  /**
   * Prepares the list.
   *
   * @param groups names of commands by heading, both in the order of the help
   */
  GroupedCommands(Map<String, List<String>> groups) {
    this.groups = new LinkedHashMap<>(groups);
  }

  @Override
  public String render(Help help) {
    Map<String, Help> commands = help.subcommands();
    int longest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (heading, names) -> {
          text.append(heading).append(':').append(System.lineSeparator());
          text.append(section(help, names, INDENT + longest + GAP));
        });
    return text.toString();
  }

  private static String section(Help help, List<String> names, int width) {
    int rest = help.commandSpec().usageMessage().width() - width;
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(width, INDENT, Overflow.SPAN),
            new Column(rest, 0, Overflow.WRAP));
    for (String name : names) {
      String[] lines = help.subcommands().get(name).commandSpec().usageMessage().description();
      table.addRowValues(name, String.join(" ", lines));
    }
    return table.toString();
  }
}
