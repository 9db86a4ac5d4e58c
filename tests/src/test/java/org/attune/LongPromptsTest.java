package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.attune.model.PromptTemplate;
import org.attune.model.TruncationMode;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Prompts that are longer than the context")
final class LongPromptsTest {
  private static final GenerationConfig SHORT = GenerationConfig.greedy().maxTokens(4);
  private static final String HOW =
      ", or keep the start by --truncation keep_start, in Java by"
          + " policy.truncation(TruncationMode.KEEP_START)";

  private final Policy policy = Policy.of("tiny", Tiny.model(43), PromptTemplate.PLAIN);

  @Test
  @DisplayName("are told of once when a policy answers, and short ones never")
  void answered() {
    String endless = "a b ".repeat(40);
    String warning =
        "attune: The prompt of 80 tokens does not fit the model's context of 48 tokens beside an"
            + " answer of up to 4 and lost its %s tokens; shorten it%s.\n";
    assertEquals(
        warning.formatted("oldest", HOW), StandardError.of(() -> policy.answer(endless, SHORT)));
    assertEquals("", StandardError.of(() -> policy.answer(endless, SHORT)));
    assertEquals("", StandardError.of(() -> policy.answer("a b", SHORT)));
    Policy start = policy.truncation(TruncationMode.KEEP_START);
    assertEquals(
        warning.formatted("newest", ""), StandardError.of(() -> start.answer(endless, SHORT)));
  }

  @Test
  @DisplayName("are counted when responses to many prompts are sampled")
  void sampled() {
    List<String> prompts = List.of("a ".repeat(60), "a", "b ".repeat(70));
    ResponseSampler source = ResponseSampler.topP(2, 1, 1).maxTokens(5);
    String warning =
        "attune: 2 of 3 prompts do not fit the model's context of 48 tokens beside an answer of up"
            + " to 5 and lost their oldest tokens; shorten them"
            + HOW
            + ".\n";
    assertEquals(
        warning,
        StandardError.of(
            () -> Dataset.ofPrompts(prompts).generate(source, policy, SampleCache.none())));
    assertEquals("", StandardError.of(() -> policy.sample(prompts, source, SampleCache.none())));
  }
}
