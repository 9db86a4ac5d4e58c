package org.attune.train;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.attune.method.Dpo;
import org.attune.method.Method;
import org.attune.method.Plan;
import org.attune.method.Rrhf;
import org.attune.method.Sft;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Native;
import org.attune.model.Tokens;
import org.attune.model.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Halves of a batch that are learnt from side by side")
final class TwinTest {
  private static final int PAIRS = 7;
  private static final LanguageModel START = Tiny.model(33);

  @TempDir Path folder;
  private int before;

  @BeforeEach
  void twoThreads() {
    before = Native.threads();
    JniUtils.setNumThreads(2);
  }

  @AfterEach
  void asBefore() {
    JniUtils.setNumThreads(before);
  }

  /** What a batch came to. */
  private record Came(double loss, Map<String, float[]> gradients, Map<String, Double> seen) {}

  private static Came gradients(Method method, int microBatch, boolean halves) {
    LanguageModel model = START.copy();
    Weights weights = model.decoder().weights();
    PolicyTask task = task(method, model);
    if (halves) {
      LanguageModel other = model.twin();
      task.beside(Optional.of(new Twin(other, other.decoder())));
    }
    weights.requireGradients(true);
    List<Integer> all = IntStream.range(0, task.size()).boxed().toList();
    double loss = Training.gradients(task, all, microBatch);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    Native.scoped(
        () -> {
          weights.forEach((name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
          return loss;
        });
    return new Came(loss, gradients, task.seen());
  }

  /** Pairs of responses of several lengths, the first of them the better one, in 32 bits. */
  private static PolicyTask task(Method method, LanguageModel model) {
    List<Tokens> tokens = new ArrayList<>();
    for (int i = 0; i < 2 * PAIRS; i++) {
      int last = 10 + i;
      int[] response = IntStream.rangeClosed(9, last).toArray();
      tokens.add(new Tokens(new int[] {Tiny.BOS, 10 + i / 2}, response));
    }
    List<List<Integer>> examples =
        method instanceof Sft
            ? IntStream.range(0, 2 * PAIRS).mapToObj(List::of).toList()
            : IntStream.range(0, PAIRS).mapToObj(i -> List.of(2 * i, 2 * i + 1)).toList();
    List<Double> rewards = IntStream.range(0, 2 * PAIRS).mapToObj(i -> 1.0 - i % 2).toList();
    float[] reference = new float[2 * PAIRS];
    for (int i = 0; i < reference.length; i++) {
      reference[i] = -3 - i;
    }
    return new PolicyTask(
        method,
        START,
        model,
        model.decoder(),
        new PolicyTask.Rows(tokens, rewards, examples),
        Optional.of(reference),
        Optional.empty());
  }

  static List<Method> methods() {
    return List.of(new Sft(), new Dpo(), new Rrhf());
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("give the loss, the gradients and the order of the whole batch")
  void whole(Method method) {
    Came whole = gradients(method, 64, false);
    for (int microBatch : new int[] {64, 3, 1}) {
      Came halves = gradients(method, microBatch, true);
      close(whole.loss(), halves.loss(), "loss");
      whole
          .gradients()
          .forEach((name, values) -> close(values, halves.gradients().get(name), 2e-5, name));
      assertEquals(whole.seen().keySet(), halves.seen().keySet());
      whole.seen().forEach((name, value) -> close(value, halves.seen().get(name), name));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("give the same bits whichever is ready first")
  void same(Method method) {
    Came first = gradients(method, 4, true);
    for (int i = 0; i < 8; i++) {
      Came again = gradients(method, 4, true);
      assertEquals(first.loss(), again.loss());
      first
          .gradients()
          .forEach((name, values) -> assertArrayEquals(values, again.gradients().get(name), name));
    }
  }

  @Test
  @DisplayName("go on after an interruption bit for bit, and are really taken")
  void resumed() {
    Method method = new Dpo().plan(Plan.small().steps(6).batchSize(5).microBatch(5));
    PolicyTraining training = new PolicyTraining(START, Layout.PLAIN, method);
    String whole = training.run(pairs(), Keeping.nothing()).model().hash();
    Keeping kept = Keeping.nothing().checkpoints(folder, 2);
    PolicyTraining.Result part =
        training.run(pairs(), kept.listener(step -> interruptAfter(step.step() == 3)));
    assertEquals(3, part.history().steps().size());
    assertEquals(whole, training.run(pairs(), kept).model().hash());
    JniUtils.setNumThreads(1);
    assertNotEquals(whole, training.run(pairs(), Keeping.nothing()).model().hash());
  }

  private static void interruptAfter(boolean now) {
    if (now) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<PolicyTraining.Labelled> pairs() {
    SplittableRandom random = new SplittableRandom(4);
    return IntStream.range(0, 40)
        .mapToObj(
            i ->
                new PolicyTraining.Labelled(
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
    LanguageModel twin = model.twin();
    model.decoder().weights().set(Tiny.model(34).decoder().weights().tensors());
    assertEquals(model.hash(), twin.hash());
    assertFalse(twin.hash().equals(START.hash()));
  }
}
