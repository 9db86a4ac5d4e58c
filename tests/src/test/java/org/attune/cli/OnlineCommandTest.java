package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attune train} by methods that learn from the policy's own responses. */
final class OnlineCommandTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"grpo --kl 0.1 --clip 0.3", "dpo --beta 0.2 --on-policy"})
  void learnsFromItsOwnResponses(String method) throws IOException {
    Path run = scratch.resolve("run");
    Path record = scratch.resolve("stream.jsonl");
    Cli.run(
            "train --steps 2 --batch-size 8 --reward length --method " + method + " --data",
            Fixture.pairs(scratch),
            "--model",
            Fixture.model(scratch),
            "--record",
            record,
            "--out",
            run)
        .done();
    for (String file : List.of("policy", "history.csv", "reward.png", "provenance.txt")) {
      assertTrue(Files.exists(run.resolve(file)), file);
    }
    assertEquals(2, Files.readAllLines(record).size());
    assertTrue(Files.readAllLines(run.resolve("history.csv")).get(0).contains("KL (k1)"));
  }

  @Test
  void saysWhatCannotBe() {
    Cli.run("train", "--method", "ppo", "--reward", "provided").refused("PPO needs a --reward");
    Cli.run("train", "--method", "ppo", "--on-policy").refused("online already");
    Cli.run("train", "--method", "ppo", "--beta", "1").refused("--beta is no setting of PPO");
    Cli.run("train", "--method", "rwr", "--kl", "1").refused("--kl is no setting of RWR");
    Cli.run("sweep", "--method", "grpo", "--vary", "steps=1,2").refused("use attune train");
  }
}
