package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

@DisplayName("The help of a command")
final class HelpFooterTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Ask", "Bench", "Claims", "Compare", "Curve", "Evaluate", "Export", "Judge", "Kernel",
        "Label", "Papers", "People", "Plans", "Pretrain", "Report", "Reward", "Run", "Sample",
        "Serve", "Sweep", "Train"
      })
  @DisplayName("ends in lines that fit, so that none is broken once more")
  void lines(String command) throws ClassNotFoundException {
    Class<?> type = Class.forName("org.attune.cli." + command + "Command");
    for (String line : type.getAnnotation(Command.class).footer()) {
      assertTrue(line.replace("%%", "%").length() <= 100, () -> "broken once more: " + line);
    }
  }

  @Test
  @DisplayName("names the folder that the command writes without --out, and no other")
  void folder() {
    assertTrue(help("train").contains("(default: runs/<command>-<date>-<time>)."));
    assertTrue(help("ask").contains("Folder for the results (default: none, nothing is written)."));
    assertTrue(
        help("claims").contains("(default: runs/claims; a folder of earlier claims goes on)"));
    assertTrue(help("pretrain").contains("Folder for the results (needed; it must not exist)."));
    for (String command : new String[] {"serve", "export --gguf a"}) {
      assertFalse(help(command).matches("(?s).*--(out|seed).*"), help(command));
      Cli.run((command + " --out x").split(" ")).refused("There is no option '--out'");
    }
  }

  private static String help(String command) {
    return Cli.run((command + " --help").split(" ")).done().out().replaceAll("\\s+", " ");
  }
}
