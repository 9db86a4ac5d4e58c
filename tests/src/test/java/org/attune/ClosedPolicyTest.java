package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.attune.data.Demonstration;
import org.attune.evaluate.Metric;
import org.attune.model.PromptTemplate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A policy that was closed")
final class ClosedPolicyTest {
  private static final GenerationConfig GREEDY = GenerationConfig.greedy().maxTokens(2);
  private static final Dataset DATA =
      Dataset.ofDemonstrations(List.of(new Demonstration("a", "b"), new Demonstration("c", "d e")));

  @TempDir private Path folder;

  private static Policy open() {
    return Policy.of("tiny", Tiny.fresh(3), PromptTemplate.PLAIN);
  }

  private static Policy closed() {
    Policy policy = open();
    policy.close();
    return policy;
  }

  private DynamicTest use(String name, Executable use) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          String said = assertThrows(InvalidInputException.class, use).getMessage();
          assertEquals(
              "The policy 'tiny' was closed, which freed its weights; load or train it again.",
              said);
        });
  }

  @TestFactory
  @DisplayName("says so, and what to do, whatever it is used for:")
  Stream<DynamicTest> uses() {
    Policy policy = closed();
    Path place = folder.resolve("saved");
    RewardLabel labels = DATA.rewardLabel((prompt, response) -> response.length());
    return Stream.of(
        use("answer", () -> policy.answer("a")),
        use("answers", () -> policy.answers(List.of("a"), GREEDY)),
        use("sample", () -> policy.sample(List.of("a"), ResponseSampler.topP(2, 1, 1))),
        use("log-probabilities", () -> policy.logProbs("a", "b")),
        use("tokens", () -> policy.show("a")),
        use("save", () -> policy.save(place)),
        use("saveGguf", () -> policy.saveGguf(place)),
        use("hash", policy::hash),
        use("another name", () -> policy.named("b").answer("a")),
        use("align", () -> labels.align(Align.sft().steps(1), policy)),
        use("evaluate", () -> evaluate(policy, Evaluate.length())),
        use("compare with", () -> evaluate(open(), Evaluate.klTo(policy))));
  }

  private static Evaluation evaluate(Policy policy, Metric metric) {
    return Evaluate.policies(List.of(policy.named("x")), DATA, List.of(GREEDY), metric);
  }

  @Test
  @DisplayName("writes nothing, can be closed again, and is shown as closed")
  void shown() {
    Policy policy = closed();
    assertThrows(InvalidInputException.class, () -> policy.save(folder.resolve("saved")));
    assertTrue(!Files.exists(folder.resolve("saved")));
    policy.close();
    assertTrue(policy.toString().endsWith("closed)"), policy.toString());
    assertTrue(policy.html().contains("closed)"), policy.html());
  }

  @Test
  @DisplayName("takes those with it that share its weights under another name")
  void derived() {
    Policy policy = open();
    Policy other = policy.named("other");
    policy.close();
    String said = assertThrows(InvalidInputException.class, () -> other.answer("a")).getMessage();
    assertTrue(said.startsWith("The policy 'other' was closed"), said);
  }
}
