package org.attune;

import static org.attune.Evaluate.meanReward;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.evaluate.Metric;
import org.attune.evaluate.RatioSamples;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("What is wrong in a user's own code or numbers is said in one sentence")
final class UserCodeTest {
  private static final Policy POLICY = Policy.of("tiny", Tiny.model(3), PromptTemplate.PLAIN);
  private static final Dataset PROMPTS = Dataset.ofPrompts(List.of("a b", "c d"));
  private final IllegalStateException theirs = new IllegalStateException("no network");

  private static InvalidInputException refusal(Executable work) {
    return assertThrows(InvalidInputException.class, work);
  }

  /** A reward that gives the same list, whatever it is asked. */
  private record Listed(List<Double> list) implements Reward {
    @Override
    public double score(String prompt, String response) {
      return 0;
    }

    @Override
    public List<Double> scores(List<String> prompts, List<String> responses) {
      return list;
    }
  }

  @Test
  @DisplayName("a reward that throws")
  void reward() {
    Reward broken =
        (prompt, response) -> {
          throw theirs;
        };
    InvalidInputException said =
        refusal(() -> Evaluate.policies(List.of(POLICY), PROMPTS, meanReward(broken)));
    assertSame(theirs, said.getCause());
    assertTrue(said.getMessage().contains("IllegalStateException (no network)"), said.getMessage());
    Dataset rows = Dataset.ofPairs(List.of(new org.attune.data.Pair("a", "b", "c")));
    assertSame(theirs, refusal(() -> rows.rewardLabel(broken)).getCause());
  }

  @Test
  @DisplayName("a reward that gives too few numbers, null in their place, or none")
  void lists() {
    Dataset rows = Dataset.ofPairs(List.of(new org.attune.data.Pair("a", "b", "c")));
    for (List<Double> list : Arrays.asList(List.of(1.0), Arrays.asList(1.0, null), null)) {
      InvalidInputException said = refusal(() -> rows.rewardLabel(new Listed(list)));
      assertTrue(said.getMessage().startsWith("The reward Listed returned "), said.getMessage());
    }
  }

  @Test
  @DisplayName("a metric that throws, or counts other prompts")
  void metric() {
    Metric broken =
        (answers, contest) -> {
          throw theirs;
        };
    assertSame(
        theirs, refusal(() -> Evaluate.policies(List.of(POLICY), PROMPTS, broken)).getCause());
    Metric fewer = (answers, contest) -> Map.of("mine", RatioSamples.mean(List.of(1.0)));
    String said = refusal(() -> Evaluate.policies(List.of(POLICY), PROMPTS, fewer)).getMessage();
    assertTrue(said.contains("'mine'") && said.contains("2 answers"), said);
  }

  @Test
  @DisplayName("numbers beyond sense")
  void numbers() {
    assertTrue(
        refusal(() -> TrainingConfig.small().epochs(1e300).stepsFor(10))
            .getMessage()
            .contains("1.0E300"));
    assertTrue(refusal(() -> TrainingConfig.small().steps(0)).getMessage().contains("epochs(1)"));
    assertTrue(refusal(() -> PyTorch.device("gpu99999999999")).getMessage().contains("gpu9999"));
    assertEquals(3, TrainingConfig.small().epochs(1).batchSize(4).stepsFor(10));
  }

  @Test
  @DisplayName("a listener of workers that throws leaves no worker behind")
  void workers() {
    CountDownLatch asleep = new CountDownLatch(1);
    Object[] caught = new Object[1];
    assertThrows(
        IllegalStateException.class,
        () ->
            Workers.run(
                List.of(() -> whenAsleep(asleep), () -> sleep(asleep, caught), () -> 3),
                2,
                result -> {
                  throw theirs;
                }));
    assertInstanceOf(InterruptedException.class, caught[0], "it was woken, and waited for");
  }

  private static int whenAsleep(CountDownLatch asleep) {
    try {
      asleep.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 1;
  }

  private static int sleep(CountDownLatch asleep, Object[] caught) {
    asleep.countDown();
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      caught[0] = e;
    }
    return 2;
  }

  @Test
  @DisplayName("a sweep whose tables would have one column twice, before anything is measured")
  void sweep() {
    Dataset rows =
        Dataset.ofPairs(
            List.of(
                new org.attune.data.Pair("a", "b", "c"), new org.attune.data.Pair("d", "e", "f")));
    RewardLabel labels = rows.rewardLabel((prompt, response) -> response.charAt(0));
    Metric length = Evaluate.length();
    for (String name : List.of("seconds", "Seed", "note", "setting", "last loss")) {
      var sweep = Sweep.of(Align.rwr()).vary(name, (rwr, value) -> rwr.beta(value), 1, 2);
      Metric never =
          (answers, contest) -> {
            throw new AssertionError("measured");
          };
      String said = refusal(() -> sweep.run(labels, POLICY, PROMPTS, never)).getMessage();
      assertTrue(said.contains("'" + name + "'"), said);
    }
    var clash = Sweep.of(Align.rwr()).vary("Tokens", (rwr, value) -> rwr.beta(value), 1, 2);
    assertTrue(
        refusal(() -> clash.run(labels, POLICY, PROMPTS, length)).getMessage().contains("metric"));
    var steps =
        Sweep.of(Align.rwr().config(TrainingConfig.small().batchSize(2).microBatch(2)))
            .vary(org.attune.method.Rwr::steps, 1, 2);
    SweepResult<?> swept = steps.run(labels, POLICY, PROMPTS, length);
    assertEquals(List.of(1, 2), swept.table().intColumn("steps taken").asList());
  }
}
