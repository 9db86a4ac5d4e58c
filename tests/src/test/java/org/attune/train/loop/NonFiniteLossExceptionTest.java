package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.Tiny;
import org.attune.method.Rwr;
import org.attune.method.Sft;
import org.attune.model.PromptTemplate;
import org.attune.train.Toys;
import org.attune.train.offline.LabelledResponse;
import org.attune.train.offline.PolicyTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A loss that is not finite")
final class NonFiniteLossExceptionTest {
  @Test
  @DisplayName("names its value and place, and a learning rate only where one was applied")
  void sentences() {
    assertEquals(
        "The loss became NaN at step 7; lower the learning rate, which is 0.1.",
        NonFiniteLossException.at("The loss", Double.NaN, "at step", 7, 0.1).getMessage());
    String first = NonFiniteLossException.at("The loss", 1 / 0.0, "at step", 1, 0.1).getMessage();
    assertTrue(first.startsWith("The loss became Infinity at step 1, before"), first);
    assertFalse(first.contains("lower"), first);
  }

  @Test
  @DisplayName("in the first step is put down to the settings")
  void overflow() {
    List<LabelledResponse> pair =
        List.of(
            new LabelledResponse("a", "b", 1, "row"), new LabelledResponse("a", "c", -1, "row"));
    Rwr steep = new Rwr().beta(1e-3).config(Toys.sft(2).config());
    String sentence =
        assertThrows(
                NonFiniteLossException.class,
                () ->
                    new PolicyTraining(Tiny.fresh(5), PromptTemplate.PLAIN, steep)
                        .run(pair, RunOptions.defaults()))
            .getMessage();
    assertTrue(sentence.contains("at step 1, before the weights changed"), sentence);
  }

  @Test
  @DisplayName("is looked for in the weights after the last step, which no loss follows")
  void lastStep() {
    List<LabelledResponse> row = List.of(new LabelledResponse("a", "b", 1, "row"));
    Sft far = Toys.sft(1).config(Toys.sft(1).config().learningRate(1e300).warmup(0));
    String sentence =
        assertThrows(
                NonFiniteLossException.class,
                () ->
                    new PolicyTraining(Tiny.fresh(5), PromptTemplate.PLAIN, far)
                        .run(row, RunOptions.defaults()))
            .getMessage();
    assertTrue(sentence.startsWith("The weights are no longer finite after step 1"), sentence);
  }
}
