package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  /** Returns what is said on standard error. */
  private static String said(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("are told of once when a policy answers, and short ones never")
  void answered() {
    String endless = "a b ".repeat(40);
    String warning =
        "attune: The prompt of 80 tokens does not fit the model's context of 48 tokens beside an"
            + " answer of up to 4 and lost its %s tokens; shorten it%s.\n";
    assertEquals(warning.formatted("oldest", HOW), said(() -> policy.answer(endless, SHORT)));
    assertEquals("", said(() -> policy.answer(endless, SHORT)));
    assertEquals("", said(() -> policy.answer("a b", SHORT)));
    Policy start = policy.truncation(TruncationMode.KEEP_START);
    assertEquals(warning.formatted("newest", ""), said(() -> start.answer(endless, SHORT)));
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
        said(() -> Dataset.ofPrompts(prompts).generate(source, policy, SampleCache.none())));
    assertEquals("", said(() -> policy.sample(prompts, source, SampleCache.none())));
  }
}
