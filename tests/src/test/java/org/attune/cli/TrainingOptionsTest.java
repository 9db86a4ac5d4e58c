package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.attune.method.ComputeOptions;
import org.attune.method.TrainingConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("Training options")
final class TrainingOptionsTest {
  private static ComputeOptions compute(String... words) {
    TrainingOptions options = new TrainingOptions();
    new CommandLine(options).parseArgs(words);
    return options.apply(TrainingConfig.small(), 1).compute();
  }

  @Test
  @DisplayName("choose packing and checkpointing, or leave the plan as it is")
  void chosen() {
    assertEquals(TrainingConfig.small().compute(), compute());
    assertEquals(new ComputeOptions(false, false), compute("--packing", "off"));
    assertEquals(new ComputeOptions(true, true), compute("--packing=ON", "--checkpointing"));
    String said =
        assertThrows(CommandLine.ParameterException.class, () -> compute("--packing", "perhaps"))
            .getMessage();
    assertTrue(said.contains("on or off, not 'perhaps'"), said);
  }
}
