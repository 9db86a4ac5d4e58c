package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.reward.LinearReward;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("Plans and linear rewards on the command line")
final class PlanCommandsTest {
  @TempDir private Path scratch;

  @Test
  @DisplayName("plans measures harm and gain of each method and rate")
  void plans() {
    Path out = scratch.resolve("plans");
    String said =
        Cli.run(
                "plans --methods sft --rates 1e-4,1e-3 --steps 2 --prompts 6 --tune-prompts 4"
                    + " --model",
                Fixture.model(scratch),
                "--out",
                out)
            .done()
            .out();
    assertTrue(said.contains("nats per token of its own samples"), said);
    assertFalse(said.contains("policy gradient"), said);
    Table table = Table.read().csv(out.resolve("plans.csv").toFile());
    assertEquals(2, table.rowCount());
    assertEquals("SFT", table.getString(0, "method"));
    Cli.run("plans", "--methods", "dance").refused("dance", "sft");
    Cli.run("plans", "--steps", "0").refused("--steps");
    Cli.run("plans", "--sampled-prompts", "0").refused("--sampled-prompts");
  }

  @Test
  @DisplayName("plans measures methods in rounds and on policy, by random rewards")
  void roundsAndOnPolicy() {
    Path out = scratch.resolve("rounds");
    String said =
        Cli.run(
                "plans --methods rso,online-kto,reinforce --no-gain --steps 2 --prompts 6"
                    + " --tune-prompts 4 --answers 1 --sampled-prompts 3 --model",
                Fixture.model(scratch),
                "--out",
                out)
            .done()
            .out();
    assertTrue(said.contains("REINFORCE: rewards are the only target of a policy gradient"), said);
    Table table = Table.read().csv(out.resolve("plans.csv").toFile());
    assertEquals(List.of("REINFORCE", "RSO", "online KTO"), table.stringColumn("method").asList());
    assertEquals(List.of("equal", "random", "random"), table.stringColumn("rewards").asList());
    assertEquals(0, table.doubleColumn("rise").get(0), 1e-6, "equal rewards move nothing");
    assertTrue(table.doubleColumn("rise").get(1) != 0, table.print());
    Cli.run("plans", "--methods", "online-ca").refused("online-ca", "online-gpo,", "raft");
  }

  @Test
  @DisplayName("train --learning-rate auto tests a range, shows it, and takes the suggestion")
  void auto() {
    Path out = scratch.resolve("auto");
    String said =
        Cli.run(
                "train --method sft --lr auto --steps 2 --reward length --data",
                Fixture.pairs(scratch),
                "--model",
                Fixture.model(scratch),
                "--out",
                out)
            .done()
            .out();
    assertTrue(said.contains("suggested"), said);
    assertTrue(Files.exists(out.resolve("learning-rate.png")));
    assertEquals(64, Table.read().csv(out.resolve("learning-rate.csv").toFile()).rowCount());
    Cli.run("train", "--method", "ppo", "--lr", "auto").refused("auto", "offline");
    Cli.run("train", "--method", "sft", "--lr", "fast").refused("fast", "auto");
  }

  @Test
  @DisplayName("reward reports its accuracy, its mistakes, and where the truth disagrees")
  void rewardPage() throws IOException {
    Path out = scratch.resolve("reward");
    Cli.run("reward --linear --limit 60 --out", out).done();
    String page = Files.readString(out.resolve("report.html"));
    for (String part :
        List.of(
            "Accuracy on held-out data",
            "Where the reward contradicts the labels",
            "Where the reward model and the truth disagree",
            "data SHA-256")) {
      assertTrue(page.contains(part), part);
    }
  }

  @Test
  @DisplayName("reward --linear fits in an instant, and its folder judges elsewhere")
  void linear() {
    Path out = scratch.resolve("linear");
    Path pairs = Fixture.pairs(scratch);
    String said =
        Cli.run("reward --linear --data", pairs, "--test", pairs, "--out", out).done().out();
    assertTrue(said.contains("linear reward"), said);
    assertTrue(LinearReward.isIn(out.resolve("reward")));
    assertTrue(Files.exists(out.resolve("weights.csv")));
    Path labels = scratch.resolve("labels");
    Cli.run("label --data", pairs, "--reward", out, "--out", labels).done();
    assertTrue(Files.exists(labels.resolve("labels.csv")));
    Cli.run("reward", "--linear", "--pairwise").refused("--linear", "--pairwise");
  }
}
