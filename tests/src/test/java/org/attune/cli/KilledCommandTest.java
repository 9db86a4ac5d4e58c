package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.attune.cli.KilledCommand.Again;
import org.attune.judge.StubServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Halts a command's JVM in the middle of its file operations, or just before its last file; {@code
 * ./mvnw verify -Psoak} goes on from what a halt before any of them leaves.
 */
@Timeout(3_600)
@DisplayName("A command whose JVM is halted goes on to the results of one that was left alone:")
final class KilledCommandTest {
  private static final String SMALL = " --prompts 2 --max-tokens 4 --reward length";

  @TempDir private Path scratch;

  private enum Job {
    TRAIN(
        false,
        "train --method rwr --steps 4 --checkpoint-every 2 --reward length --snapshots 2",
        Again.RESUME,
        "policy/model.safetensors labels.csv history.csv"),
    ONLINE(
        true,
        "train --method grpo --steps 4 --rollout-prompts 2 --samples 2 --max-tokens 4"
            + " --checkpoint-every 1 --reward length --record HOME/run.jsonl",
        Again.RESUME,
        "policy/model.safetensors history.csv ../run.jsonl"),
    REWARD(
        false,
        "reward --steps 4 --checkpoint-every 2",
        Again.RESUME,
        "reward/model.safetensors accuracy.csv history.csv"),
    COMPARE(
        true,
        "compare --methods sft,rwr --best-of 2 --steps 2" + SMALL,
        Again.RESUME,
        "evaluation.csv answers.csv"),
    RUN(
        false,
        "run --steps 2 --checkpoint-every 1 --prompts 2 --max-tokens 4",
        Again.RESUME,
        "evaluation.csv labels.csv asked.csv"),
    CURVE(
        true,
        "curve --method dpo --offline --steps 2 --snapshots 1 --batch-size 4 --prompts 3"
            + " --max-tokens 4 --judge length",
        Again.RESUME,
        "curve.csv peaks.csv"),
    CLAIMS(
        false,
        "claims --only O3 --limit 16 --steps 2 --seeds 2 --prompts 2 --max-tokens 4 --answers 1",
        Again.SAME_FOLDER,
        "claims.csv"),
    SWEEP(
        true,
        "sweep --method rwr --vary beta=0.5,1 --steps 2 --seeds 2 --keep HOME/trials" + SMALL,
        Again.OTHER_FOLDER,
        "sweep.csv");

    private final String line;
    private final Again again;
    private final String same;
    private final boolean late;

    Job(boolean late, String line, Again again, String same) {
      this.line = line;
      this.again = again;
      this.same = same;
      this.late = late;
    }

    private KilledCommand of(Path scratch) {
      String more = " --model " + Fixture.model(scratch);
      more += this == CLAIMS ? "" : " --data " + Fixture.pairs(scratch);
      return new KilledCommand(scratch, line + more, again, List.of(same.split(" ", -1)));
    }
  }

  @ParameterizedTest
  @EnumSource(Job.class)
  @DisplayName("in its middle or at its end")
  void once(Job job) throws IOException, InterruptedException {
    KilledCommand command = job.of(scratch);
    List<String> operations = command.leftAlone();
    int place = job.late ? lastFile(operations) : operations.size() / 2;
    command.killedAt(place, place + ": " + operations.get(place - 1));
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource(Job.class)
  @DisplayName("at every operation")
  void everywhere(Job job) throws IOException, InterruptedException {
    everywhere(job.name(), job.of(scratch), () -> {});
  }

  private static void everywhere(String name, KilledCommand command, Runnable after)
      throws IOException, InterruptedException {
    List<String> operations = command.copied();
    List<Integer> places = command.different(operations.size());
    System.out.printf(
        "killed: %s at %d places, with %d states of its files%n",
        name, operations.size(), places.size());
    assertAll(
        places.stream()
            .map(
                place ->
                    () -> {
                      command.goesOnFrom(place, place + ": " + operations.get(place - 1));
                      after.run();
                    }));
  }

  /** Returns the number of the last operation that brings a file to its place. */
  private static int lastFile(List<String> operations) {
    return 1
        + IntStream.range(0, operations.size())
            .filter(i -> operations.get(i).startsWith("move"))
            .max()
            .orElseThrow();
  }

  @Test
  @DisplayName("judge, which asks for no kept reply again")
  void judge() throws IOException, InterruptedException {
    try (StubServer server = new StubServer(asked -> "[[A]]")) {
      KilledCommand command = judge(server);
      List<String> operations = command.leftAlone();
      Set<String> all = asked(server);
      for (int place : List.of(operations.size() / 2, lastFile(operations))) {
        server.requests.clear();
        command.killedAt(place, place + ": " + operations.get(place - 1));
        assertEquals(all, asked(server));
        assertTrue(server.requests.size() <= all.size() + 1, "one was asked when it was killed");
      }
    }
  }

  @Tag("soak")
  @Test
  @DisplayName("judge, at every operation")
  void judgeEverywhere() throws IOException, InterruptedException {
    try (StubServer server = new StubServer(asked -> "[[A]]")) {
      Set<String> all = new TreeSet<>();
      everywhere(
          "JUDGE",
          judge(server),
          () -> {
            all.addAll(asked(server));
            server.requests.clear();
          });
      assertEquals(12, all.size(), "each pair of answers is asked in both orders");
    }
  }

  private static Set<String> asked(StubServer server) {
    Set<String> bodies = new TreeSet<>();
    server.requests.forEach(request -> bodies.add(request.toString()));
    return bodies;
  }

  private KilledCommand judge(StubServer server) {
    String[] lines = new String[6];
    for (String name : List.of("one", "two")) {
      for (int i = 0; i < lines.length; i++) {
        lines[i] =
            String.format("{'prompt':'Question %d','response':'%s','model':'%s'}", i, name, name);
      }
      Fixture.lines(scratch, name + ".jsonl", lines);
    }
    Path one = scratch.resolve("one.jsonl");
    Path two = scratch.resolve("two.jsonl");
    return new KilledCommand(
        scratch,
        String.format(
            "judge --judge-model stub --protocol pairwise --concurrency 1 --replies HOME/replies"
                + " --base-url %s --prompts %s --answers %s --answers %s",
            server.url(), one, one, two),
        Again.OTHER_FOLDER,
        List.of("ranking.csv", "judgements.csv"));
  }
}
