package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
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
}
