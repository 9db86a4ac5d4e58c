package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.Sweep;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.method.Rwr;
import org.attune.method.TrainingConfig;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.sample.CachedSampler;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

@DisplayName("Work on Spark in this process")
final class SparkJobsTest {
  private static Cluster spark;
  private static Policy policy;

  @BeforeAll
  static void open() {
    spark = Cluster.of("local[2]");
    policy = Policy.bundled();
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private static Reward proxy() {
    TrainingConfig plan = RewardModel.config().steps(2).batchSize(4).microBatch(4);
    return RewardModel.train(policy, Dataset.bundled().take(16), new RankingLoss(), plan);
  }

  @Test
  @DisplayName("labels with a reward model, a lambda and the golden reward as this machine does")
  void labels() {
    Dataset data = Dataset.bundled().take(200);
    double factor = 0.5;
    for (Reward reward :
        List.of(
            Golden.reward(),
            proxy(),
            (Reward) (prompt, response) -> factor * response.length(),
            RewardModel.linear(data))) {
      assertEquals(scores(data, reward), scores(data, reward.on(spark)), reward::toString);
    }
  }

  private static List<Double> scores(Dataset data, Reward reward) {
    return data.rewardLabel(reward).table().doubleColumn("reward").asList();
  }

  @Test
  @DisplayName("samples and judges what this machine samples and judges")
  void samples() {
    Dataset prompts = Dataset.bundled("tune").take(80);
    ResponseSampler source = ResponseSampler.bestOfN(4, Golden.reward()).maxTokens(8).seed(3);
    Dataset here = prompts.generate(source, policy, SampleCache.none());
    assertEquals(
        here.hash(), prompts.generate(source, policy.on(spark), SampleCache.none()).hash());
    GenerationConfig drawn = GenerationConfig.temperature(1).maxTokens(8);
    assertEquals(
        CachedSampler.of(policy, prompts.prompts()).draw(0, 2, drawn),
        CachedSampler.of(policy.on(spark), prompts.prompts()).draw(0, 2, drawn),
        "with log-probabilities");
    List<GenerationConfig> decodings = List.of(GenerationConfig.temperature(1).maxTokens(8));
    Table local =
        Evaluate.policies(
                List.of(policy),
                prompts,
                decodings,
                Evaluate.meanReward(Golden.reward()),
                Evaluate.length())
            .table();
    Table there =
        Evaluate.policies(
                List.of(policy.on(spark)),
                prompts,
                decodings,
                Evaluate.meanReward(Golden.reward()),
                Evaluate.length())
            .table();
    assertEquals(local.printAll(), there.printAll());
  }

  @Test
  @DisplayName("runs a sweep with the numbers of this machine")
  void sweep() {
    Sweep<Rwr> sweep = Sweep.of(Align.rwr().steps(2)).vary(Rwr::beta, 0.5, 5).seeds(1, 2);
    assertEquals(table(sweep.sideBySide(1)), table(sweep.on(spark)));
  }

  private static String table(Sweep<Rwr> sweep) {
    Table table =
        sweep
            .decoding(GenerationConfig.temperature(1).maxTokens(8))
            .run(
                Dataset.bundled().take(16).rewardLabel(Golden.reward()),
                policy,
                Dataset.bundled("tune").take(8),
                Evaluate.meanReward(Golden.reward()),
                Evaluate.klTo(policy))
            .table();
    table.removeColumns("seconds");
    return table.printAll();
  }

  @Test
  @DisplayName("takes a reward that was typed in JShell, with the variables and classes it uses")
  void snippets() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      for (String cell :
          List.of(
              "import org.attune.*;",
              "import org.attune.reward.Reward;",
              "double weight = 3;",
              "record Bonus(String word, double points) {}",
              "var bonus = new Bonus(\"bread\", 10);",
              "double bonusOf(String text) { return text.contains(bonus.word()) ? bonus.points() :"
                  + " 0; }",
              "Reward mine = (prompt, response) -> weight * response.length() + bonusOf(response);",
              "var data = Dataset.bundled().take(300);",
              "weight = 4;")) {
        for (SnippetEvent event : shell.eval(cell)) {
          assertTrue(
              event.exception() == null && shell.diagnostics(event.snippet()).findAny().isEmpty(),
              () -> cell + " " + event);
        }
      }
      shell.eval("var here = data.rewardLabel(mine).table().doubleColumn(\"reward\").asList();");
      shell.eval("var spark = org.attune.cluster.Cluster.of(\"local[2]\");");
      List<SnippetEvent> last =
          shell.eval(
              "data.rewardLabel(mine.on(spark)).table().doubleColumn(\"reward\").asList()"
                  + ".equals(here)");
      assertEquals("true", last.get(0).value(), () -> last.toString());
    }
  }

  @Test
  @DisplayName("names what a lambda holds that cannot be sent")
  void unsendable() {
    CountDownLatch latch = new CountDownLatch(1);
    Reward reward = (prompt, response) -> latch.getCount();
    String message =
        assertThrows(
                InvalidInputException.class,
                () -> scores(Dataset.bundled().take(4), reward.on(spark)))
            .getMessage();
    assertTrue(message.contains("CountDownLatch"), message);
  }

  @Test
  @DisplayName("passes on the exception of a piece, and stops when it is interrupted")
  void failures() {
    Reward broken =
        (prompt, response) -> {
          throw new InvalidInputException("this reward has no opinion");
        };
    RuntimeException failed =
        assertThrows(
            RuntimeException.class, () -> scores(Dataset.bundled().take(4), broken.on(spark)));
    assertTrue(String.valueOf(failed.getMessage()).contains("no opinion"), failed::toString);
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class,
        () -> Golden.reward().on(spark).scores(List.of("a"), List.of("b")));
    assertTrue(Thread.interrupted());
    Thread caller = Thread.currentThread();
    ClusterTask<Boolean> slow = SparkJobsTest::sleep;
    new Thread(
            () -> {
              pause(1000);
              caller.interrupt();
            })
        .start();
    assertFalse(spark.run("wait", List.of(slow, slow), (piece, done) -> {}));
    assertFalse(Thread.interrupted());
  }

  private static Boolean sleep() {
    pause(60_000);
    return true;
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("says within seconds that no master answers")
  void unreachable() {
    String message =
        assertThrows(InvalidInputException.class, () -> Cluster.of("spark://127.0.0.1:1"))
            .getMessage();
    assertTrue(message.contains("No Spark master answers at spark://127.0.0.1:1"), message);
    assertThrows(InvalidInputException.class, () -> Cluster.of("mesos://x"));
  }
}
