package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.attune.Dataset;
import org.attune.RewardModel;
import org.attune.data.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attune train} by methods that learn from the policy's own responses. */
final class OnlineCommandTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpo --kl 0.1 --clip 0.3",
        "dapo --clip-high 0.3 --resamples 1",
        "gspo --clip 0.02 --kl 0",
        "dpo --beta 0.2 --on-policy",
        "ppo --ptx 0.5"
      })
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ppo --kl 0.1",
        "nlpo --mask-top-p 0.8 --mask-refresh 1",
        "rloo",
        "reinforce",
        "ipo --on-policy"
      })
  void aReplayIsTheSameRunAndAShuffledOneIsNot(String method) throws IOException {
    Path stream = scratch.resolve("stream.jsonl");
    String recorded = policy(method, "recorded", "--record", stream);
    assertEquals(recorded, policy(method, "replayed", "--replay", stream));
    assertNotEquals(recorded, policy(method, "shuffled", "--replay", stream, "--shuffle", "2"));
    assertTrue(Files.exists(scratch.resolve("replayed").resolve("costs.csv")));
  }

  /** Trains two rollouts and returns what the provenance says of the weights. */
  private String policy(String method, String name, Object... more) throws IOException {
    Path run = scratch.resolve(name);
    List<Object> words =
        new ArrayList<>(
            List.of(Fixture.pairs(scratch), "--model", Fixture.model(scratch), "--out", run));
    words.addAll(List.of(more));
    Cli.run(
            "train --steps 2 --batch-size 4 --reward length --method " + method + " --data",
            words.toArray())
        .done();
    return Files.readAllLines(run.resolve("provenance.txt")).stream()
        .filter(line -> line.startsWith("policy"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void stoppedByItsButtonItGoesOnBitExactly() throws Exception {
    Path run = scratch.resolve("stopped");
    List<String> same =
        List.of(
            ("train --method nlpo --mask-refresh 2 --steps 30 --rollout-prompts 4 --max-tokens 3"
                    + " --batch-size 4 --checkpoint-every 1 --reward length --data")
                .split(" "));
    List<String> words = new ArrayList<>(same);
    words.addAll(List.of("" + Fixture.pairs(scratch), "--model", "" + Fixture.model(scratch)));
    AtomicReference<Cli.Said> said = new AtomicReference<>();
    Thread training =
        new Thread(() -> said.set(Cli.run(with(words, "--out", run).toArray(String[]::new))));
    training.start();
    while (!Files.exists(run.resolve("checkpoints/policy/step-00000002")) && training.isAlive()) {
      Thread.sleep(5);
    }
    training.interrupt();
    training.join();
    assertEquals(1, said.get().code(), said.get().out() + said.get().err());
    assertTrue(said.get().err().contains("--resume " + run), said.get().err());
    Cli.run(with(words, "--resume", run).toArray(String[]::new)).done();
    Path whole = scratch.resolve("whole");
    Cli.run(with(words, "--out", whole).toArray(String[]::new)).done();
    String weights = "policy/model.safetensors";
    assertEquals(-1, Files.mismatch(run.resolve(weights), whole.resolve(weights)), weights);
  }

  private static List<String> with(List<String> words, String option, Path value) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of(option, value.toString()));
    return more;
  }

  @Test
  void twoPoliciesAndAJudgeMakePairsThatTrainReads() throws IOException {
    Path model = Fixture.model(scratch);
    Path trained = scratch.resolve("trained");
    Cli.run(
            "train --method ipo --on-policy --kl 0.01 --every 2 --samples 3 --rollout-prompts 4"
                + " --max-tokens 6 --steps 2 --batch-size 4 --reward length --data",
            Fixture.pairs(scratch),
            "--model",
            model,
            "--out",
            trained)
        .done();
    Path duel = scratch.resolve("duel");
    Cli.Said said =
        Cli.run(
                "sample --limit 12 --max-tokens 8 --reward length --versus",
                model + "," + trained,
                "--data",
                Fixture.pairs(scratch),
                "--out",
                duel)
            .done();
    Dataset pairs = Dataset.load(duel.resolve("pairs.jsonl"));
    assertEquals(RowType.PAIRS, pairs.kind());
    assertTrue(said.out().contains(pairs.size() + " pairs of tiny and trained"), said.out());
    assertEquals(1, RewardModel.accuracy(RewardOption.LENGTH, pairs).value());
    Path run = scratch.resolve("run");
    Cli.run(
            "train --method ipo --steps 2 --batch-size 2 --reward provided --data",
            duel.resolve("pairs.jsonl"),
            "--model",
            model,
            "--out",
            run)
        .done();
    assertTrue(Files.exists(run.resolve("policy")));
    Cli.run("sample", "--versus", "base").refused("two policies");
    Cli.run("sample", "--versus", "base,base", "--source", "beam").refused("leave --source beam");
  }

  @Test
  void saysWhatCannotBeReplayed() {
    Path stream = Fixture.write(scratch.resolve("stream.jsonl"), "{}\n");
    Cli.run("train", "--method", "rloo", "--replay", scratch.resolve("none").toString())
        .refused("there is no such recording");
    Cli.run("train --method rloo --record a.jsonl --replay", stream).refused("not both");
    Cli.run("train", "--method", "rloo", "--shuffle", "3").refused("give the recording");
    Cli.run("train --method rwr --replay", stream).refused("RWR samples nothing");
  }

  @Test
  void saysWhatCannotBe() {
    Cli.run("train", "--method", "ppo", "--reward", "provided").refused("PPO needs a --reward");
    Cli.run("train", "--method", "ppo", "--on-policy").refused("already online");
    Cli.run("train", "--method", "ppo", "--beta", "1").refused("--beta is not a setting of PPO");
    Cli.run("train", "--method", "rwr", "--samples", "3").refused("RWR collects no rollouts");
    Cli.run("train", "--method", "ppo", "--every", "3").refused("needs --on-policy");
    Cli.run("train", "--method", "rwr", "--kl", "1").refused("--kl is not a setting of RWR");
    Cli.run("sweep", "--method", "grpo", "--vary", "steps=1,2").refused("use attune train");
  }
}
