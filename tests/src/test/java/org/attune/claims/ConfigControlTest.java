package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.data.Pair;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The control of a training plan")
final class ConfigControlTest {
  private static final List<String> PROMPTS = List.of("How do I bake bread?", "Why is it dark?");

  @Test
  @DisplayName("that is stopped measures nothing, instead of a policy that is half trained")
  void stopped() {
    ConfigControl control =
        new ConfigControl(
            Policy.bundled(), PROMPTS, PROMPTS, GenerationConfig.temperature(1).maxTokens(4));
    assertFalse(control.train(Align.sft().steps(1)).hash().isEmpty());
    Thread.currentThread().interrupt();
    assertThrows(ClaimInterruptedException.class, () -> control.train(Align.sft().steps(3)));
    assertFalse(Thread.interrupted(), "the exception is the stop; no flag is left");
    RunOptions stopping =
        RunOptions.defaults().callback(step -> Thread.currentThread().interrupt());
    Dataset pairs = Dataset.ofPairs(List.of(new Pair("a", "b c", "d")));
    assertThrows(
        ClaimInterruptedException.class,
        () ->
            ConfigControl.whole(
                pairs.withoutReward().align(Align.sft().steps(3), Policy.bundled(), stopping)));
  }
}
