package org.attune.train.loop;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.TwoThreads;
import org.attune.method.Dpo;
import org.attune.method.Grouping;
import org.attune.method.Kto;
import org.attune.method.OfflineMethod;
import org.attune.method.Requirement;
import org.attune.method.Rrhf;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.train.Differentiated;
import org.attune.train.Toys;
import org.attune.train.offline.LabelledResponse;
import org.attune.train.offline.PolicyObjective;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.ReferenceScores;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Halves of a batch that are learnt from side by side")
@ExtendWith(TwoThreads.class)
final class DataParallelTest {
  private static final int PAIRS = 7;
  private static final LanguageModel START = Tiny.model(33);

  @TempDir Path folder;

  /** What a batch came to. */
  private record Came(Differentiated differentiated, Map<String, Double> seen) {}

  private static Came gradients(OfflineMethod method, int microBatch, boolean halves) {
    Map<String, Double> seen = new LinkedHashMap<>();
    Differentiated differentiated =
        Differentiated.of(
            START,
            halves,
            parallel -> {
              PolicyObjective task = task(method);
              List<Integer> all = IntStream.range(0, task.size()).boxed().toList();
              var result = task.gradients(parallel, all, microBatch);
              seen.putAll(task.metrics(result.metrics()));
              return result.loss();
            });
    return new Came(differentiated, seen);
  }

  /** Pairs of responses of several lengths, the first of them the better one, in 32 bits. */
  private static PolicyObjective task(OfflineMethod method) {
    List<TokenizedExample> tokens = new ArrayList<>();
    for (int i = 0; i < 2 * PAIRS; i++) {
      int last = 10 + i;
      int[] response = IntStream.rangeClosed(9, last).toArray();
      tokens.add(new TokenizedExample(new int[] {Tiny.BOS, 10 + i / 2}, response));
    }
    List<List<Integer>> examples =
        method.grouping() == Grouping.SINGLES
            ? IntStream.range(0, 2 * PAIRS).mapToObj(List::of).toList()
            : IntStream.range(0, PAIRS).mapToObj(i -> List.of(2 * i, 2 * i + 1)).toList();
    List<Double> rewards = IntStream.range(0, 2 * PAIRS).mapToObj(i -> 1.0 - i % 2).toList();
    float[] reference = new float[2 * PAIRS];
    for (int i = 0; i < reference.length; i++) {
      reference[i] = -3 - i;
    }
    return new PolicyObjective(
        method,
        START,
        START,
        new PolicyObjective.Rows(tokens, rewards, examples),
        Optional.of(reference),
        method.requirements().contains(Requirement.MISMATCH)
            ? Optional.of(mismatched(tokens))
            : Optional.empty());
  }

  /** Each response behind the next prompt, which the reference finds much less likely. */
  private static PolicyObjective.Mismatch mismatched(List<TokenizedExample> tokens) {
    List<TokenizedExample> others =
        IntStream.range(0, tokens.size())
            .mapToObj(
                i ->
                    new TokenizedExample(
                        tokens.get((i + 2) % tokens.size()).prompt(), tokens.get(i).response()))
            .toList();
    float[] reference = ReferenceScores.sums(START.decoder(), others);
    for (int i = 0; i < reference.length; i++) {
      reference[i] -= i;
    }
    return new PolicyObjective.Mismatch(others, reference);
  }

  static List<OfflineMethod> methods() {
    return List.of(new Sft(), new Dpo(), new Rrhf(), new Kto());
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("give the loss, the gradients and the order of the whole batch")
  void whole(OfflineMethod method) {
    Came whole = gradients(method, 64, false);
    for (int microBatch : new int[] {64, 3, 1}) {
      Came halves = gradients(method, microBatch, true);
      whole.differentiated().near(halves.differentiated());
      assertEquals(whole.seen().keySet(), halves.seen().keySet());
      whole.seen().forEach((name, value) -> close(value, halves.seen().get(name), name));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("give the same bits whichever is ready first")
  void same(OfflineMethod method) {
    Came first = gradients(method, 4, true);
    for (int i = 0; i < 8; i++) {
      first.differentiated().same(gradients(method, 4, true).differentiated());
    }
  }

  static List<OfflineMethod> trainings() {
    return List.of(new Dpo(), new Kto());
  }

  @ParameterizedTest
  @MethodSource("trainings")
  @DisplayName("go on after an interruption bit for bit, and are really taken")
  void resumed(OfflineMethod trained) {
    OfflineMethod method =
        trained.config(TrainingConfig.small().steps(6).batchSize(5).microBatch(5));
    PolicyTraining training = new PolicyTraining(START, PromptTemplate.PLAIN, method);
    String whole = training.run(pairs(), RunOptions.defaults()).model().hash();
    RunOptions kept = RunOptions.defaults().checkpoints(folder, 2);
    PolicyTraining.Result part = training.run(pairs(), kept.callback(Toys.stopAfter(3)));
    assertEquals(3, part.history().steps().size());
    assertEquals(whole, training.run(pairs(), kept).model().hash());
    JniUtils.setNumThreads(1);
    assertNotEquals(whole, training.run(pairs(), RunOptions.defaults()).model().hash());
  }

  private static List<LabelledResponse> pairs() {
    SplittableRandom random = new SplittableRandom(4);
    return IntStream.range(0, 40)
        .mapToObj(
            i ->
                new LabelledResponse(
                    Toys.letter(i / 2) + " b",
                    Toys.letters(1 + random.nextInt(6), random),
                    i % 2,
                    "pair " + i / 2))
        .toList();
  }

  @Test
  @DisplayName("are for the weights of the model they train, which no copy has")
  void shared() {
    LanguageModel model = START.copy();
    LanguageModel replica = model.replica();
    model.decoder().weights().set(Tiny.model(34).decoder().weights().tensors());
    assertEquals(model.hash(), replica.hash());
    assertFalse(replica.hash().equals(START.hash()));
  }
}
