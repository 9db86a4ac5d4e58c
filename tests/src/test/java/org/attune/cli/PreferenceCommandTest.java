package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.Dataset;
import org.attune.RewardModel;
import org.attune.reward.PreferenceNetwork;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** A pairwise preference model from its training to its use as a judge. */
@DisplayName("A preference model on the command line")
final class PreferenceCommandTest {
  @TempDir private Path scratch;
  private Path preference;

  @BeforeEach
  void train() {
    preference = scratch.resolve("preference");
    Cli.run(
            "reward --pairwise --epochs 12 --batch-size 6 --learning-rate 0.01 --data",
            with("--test", Fixture.pairs(scratch), "--out", preference))
        .done();
  }

  private Object[] with(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of(Fixture.pairs(scratch), "--model", Fixture.model(scratch)));
    words.addAll(List.of(more));
    return words.toArray();
  }

  private static Table csv(Path out, String name) {
    return Table.read().csv(out.resolve(name).toFile());
  }

  @Test
  @DisplayName("is measured in both orders, saved with its card, and loaded as it was")
  void saved() throws IOException {
    Table accuracy = csv(preference, "accuracy.csv");
    assertEquals("preference model", accuracy.stringColumn("reward").get(0));
    assertEquals("1", accuracy.getString(0, "accuracy"), "all of its own few pairs");
    String page = Files.readString(preference.resolve("report.html"));
    assertTrue(page.contains("contradicts the labels") && !page.contains("truth disagree"), page);
    PreferenceNetwork loaded = PreferenceNetwork.load(preference.resolve("reward"));
    Dataset pairs = Dataset.load(Fixture.pairs(scratch));
    assertEquals(1, RewardModel.accuracy(loaded, pairs).value());
    assertTrue(loaded.trainingSeconds() > 0);
    assertTrue(
        Files.readString(preference.resolve("provenance.txt")).contains(loaded.hash()),
        "the weights that were saved");
    assertEquals(
        loaded.decisions(List.of("Question 1?"), List.of("No."), List.of("Yes, 1, gladly.")),
        PreferenceNetwork.load(loaded.save(scratch.resolve("again")))
            .margins(List.of("Question 1?"), List.of("No."), List.of("Yes, 1, gladly.")));
  }

  @Test
  @DisplayName("labels pairs, each response against the other")
  void labels() {
    Path out = scratch.resolve("labels");
    Cli.run("label --data", with("--reward", preference, "--out", out)).done();
    Table labels = csv(out, "labels.csv");
    assertEquals(2 * Dataset.load(Fixture.pairs(scratch)).size(), labels.rowCount());
    for (int row = 0; row < labels.rowCount(); row += 2) {
      double chosen = labels.doubleColumn("reward").get(row);
      assertTrue(chosen > 0, "row " + row);
      assertEquals(-chosen, labels.doubleColumn("reward").get(row + 1), 1e-9);
    }
  }

  @Test
  @DisplayName("judges online, trained before or at once, and its cost stands on the bill")
  void online() {
    String line = "train --method best-of-2 --on-policy --steps 2 --batch-size 4 --data";
    Path run = scratch.resolve("run");
    Cli.run(line, with("--reward", preference, "--out", run)).done();
    PreferenceNetwork judge = PreferenceNetwork.load(preference.resolve("reward"));
    Table costs = csv(run, "costs.csv");
    assertEquals("reward model", costs.stringColumn("stage").get(0));
    assertEquals(judge.trainingSeconds(), costs.doubleColumn("seconds").get(0), 1e-9);
    Path whole = scratch.resolve("whole");
    Cli.run(line, with("--reward", "preference", "--out", whole)).done();
    assertTrue(
        PreferenceNetwork.load(whole.resolve("reward")).toString().contains("24 pairs"),
        "kept beside the policy");
  }

  @Test
  @DisplayName("measures a win rate against a baseline, and no reward")
  void evaluates() {
    Path out = scratch.resolve("evaluation");
    String line = "evaluate --decoding 1 --max-tokens 4 --limit 4 --data";
    Object[] more = with("--baseline", Fixture.model(scratch), "--reward", preference);
    List<Object> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--out", out));
    Cli.run(line, words.toArray()).done();
    List<String> metrics = csv(out, "evaluation.csv").stringColumn("metric").asList();
    assertTrue(metrics.contains("win rate") && !metrics.contains("reward"), metrics.toString());
    Cli.run(line, with("--reward", preference)).refused("--baseline");
  }

  @Test
  @DisplayName("is refused where each response needs a reward of its own")
  void refused() {
    Cli.run("train --method ppo --steps 1 --data", with("--reward", preference))
        .refused("PPO", "each single response");
    Cli.run("compare --methods dpo --data", with("--reward", preference)).refused("compare needs");
    Cli.run("sweep --method rwr --vary beta=1,2 --data", with("--reward", preference))
        .refused("sweep needs");
    Cli.run("curve --method ipo --data", with("--judge", preference)).refused("--judge needs");
    Path single = Fixture.lines(scratch, "single.jsonl", "{'prompt':'a','response':'b c'}");
    Cli.run("label --reward", preference, "--data", single).refused("responses to one prompt");
    Path folder = preference.resolve("reward");
    assertTrue(
        assertThrows(InvalidInputException.class, () -> RewardModel.load(folder))
            .getMessage()
            .contains("pairwise preference model"));
    Path model = Fixture.model(scratch);
    assertThrows(InvalidInputException.class, () -> PreferenceNetwork.load(model));
  }
}
