package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.attune.model.PromptTemplate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("A blank prompt")
final class BlankPromptTest {
  private static final GenerationConfig GREEDY = GenerationConfig.greedy().maxTokens(2);

  private static String refused(Executable use) {
    return assertThrows(InvalidInputException.class, use).getMessage();
  }

  @Test
  @DisplayName("is refused however it is asked, as in files and by the command")
  void everywhere() {
    Policy policy = Policy.of("tiny", Tiny.model(3), PromptTemplate.PLAIN);
    String alone = "The prompt is blank; write a question.";
    assertEquals(alone, refused(() -> policy.answer("")));
    assertEquals(alone, refused(() -> policy.answer(" \n", GREEDY)));
    assertEquals(
        "The prompt at position 2 of 3 is blank; write a question.",
        refused(() -> policy.answers(List.of("a", "", "b"), GREEDY)));
    assertEquals(
        "The prompt at position 2 of 2 is blank; write a question.",
        refused(() -> policy.sample(List.of("a", ""), ResponseSampler.topP(2, 1, 1))));
    assertEquals(
        alone,
        refused(
            () -> policy.template("{instruction}").sample(List.of(""), ResponseSampler.beam(2))));
  }
}
