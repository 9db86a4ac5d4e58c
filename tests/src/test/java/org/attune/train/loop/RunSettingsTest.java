package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.attune.Align;
import org.attune.method.Method;
import org.attune.model.Lora;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The settings of a run")
final class RunSettingsTest {
  private static RunSettings of(Object method) {
    return RunSettings.of("a").parts("", method.toString());
  }

  private static String difference(Object earlier, Object now) {
    return of(now).difference(of(earlier).values()).orElse("");
  }

  @Test
  @DisplayName("that differ are named with both values, those of a loss and of its training")
  void named() {
    Method dpo = Align.dpo().beta(0.1).steps(3);
    assertEquals("", difference(dpo, dpo));
    assertEquals("steps was 3, is 400", difference(dpo, dpo.config(dpo.config().steps(400))));
    String both = difference(dpo, Align.dpo().beta(0.3).config(dpo.config().seed(7)));
    assertEquals(List.of("beta was 0.1, is 0.3", "seed was 1, is 7"), List.of(both.split("; ")));
    String lora = difference(dpo, dpo.config(dpo.config().lora(new Lora(8, 16))));
    assertEquals(true, lora.startsWith("lora was not set, is Lora[rank=8"), lora);
  }

  @Test
  @DisplayName("are not told one by one where the method is another")
  void method() {
    RunSettings dpo = RunSettings.of("a").with("beta", 0.1).with("method", "DPO");
    RunSettings ca = RunSettings.of("b").with("ask", 0.9).with("method", "CA");
    assertEquals(Optional.of("method was DPO, is CA"), ca.difference(dpo.values()));
  }

  @Test
  @DisplayName("are found in wrapped methods, and beyond three are counted")
  void wrapped() {
    assertEquals(
        "beta was 0.1, is 0.2",
        difference(Align.onPolicy(Align.dpo().beta(0.1)), Align.onPolicy(Align.dpo().beta(0.2))));
    RunSettings none = RunSettings.of("a");
    RunSettings five = none;
    for (String name : List.of("a", "b", "c", "d", "e")) {
      five = five.with(name, 1);
    }
    assertEquals(
        Optional.of("a was not set, is 1; b was not set, is 1; c was not set, is 1 and 2 more"),
        five.difference(none.values()));
  }

  @Test
  @DisplayName("of any form are compared as they are")
  void anything() {
    assertEquals(
        "x was (, is )]",
        RunSettings.of("")
            .parts("x", ")]")
            .difference(RunSettings.of("").parts("x", "(").values())
            .orElseThrow());
    assertEquals(
        "x was A[b, c], is A[b]",
        RunSettings.of("")
            .parts("x", "A[b]")
            .difference(RunSettings.of("").parts("x", "A[b, c]").values())
            .orElseThrow());
  }
}
