package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.TwoThreads;
import org.attune.data.Pair;
import org.attune.method.ComputeOptions;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenizedExample;
import org.attune.reward.PairwiseLoss;
import org.attune.reward.PreferenceNetwork;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.train.Differentiated;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.RunSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Halves of a batch that judges learn from side by side")
@ExtendWith(TwoThreads.class)
final class JudgeHalvesTest {
  private static final int PAIRS = 7;
  private static final LanguageModel START = Tiny.fresh(71);
  private static final TrainingConfig PLAN =
      TrainingConfig.small().steps(6).batchSize(5).microBatch(5);

  /**
   * A kind of judge.
   *
   * @param model a decoder with a head that says something
   */
  private record Judge(
      String name,
      LanguageModel model,
      BiFunction<Decoder, TokenBatch, NDArray> scores,
      BinaryOperator<NDArray> loss) {
    Differentiated gradients(List<Integer> pairs, int microBatch, boolean halves) {
      return Differentiated.of(
          model,
          halves,
          parallel -> {
            PairObjective task =
                new PairObjective(
                    texts(1),
                    texts(4),
                    scores,
                    (a, b, examples) -> loss.apply(a, b),
                    ComputeOptions.standard(),
                    RunSettings.of(name));
            return task.gradients(parallel, pairs, microBatch).loss();
          });
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Texts of several lengths. */
  private static List<TokenizedExample> texts(int shift) {
    return IntStream.range(0, PAIRS)
        .mapToObj(
            i ->
                new TokenizedExample(
                    new int[] {Tiny.BOS, 10 + i},
                    IntStream.rangeClosed(9 + shift, 10 + shift + i).toArray()))
        .toList();
  }

  static List<Judge> judges() {
    RewardNetwork tied = RewardNetwork.from(Tiny.model(43), PromptTemplate.PLAIN);
    RewardNetwork untied =
        RewardNetwork.from(Tiny.model(Tiny.config(4, 2, false), 43), PromptTemplate.PLAIN);
    PreferenceNetwork pairwise = PreferenceNetwork.from(Tiny.model(44), PromptTemplate.PLAIN);
    List.of(tied.model(), untied.model(), pairwise.model()).forEach(Toys::speakUp);
    RankingLoss ranking = new RankingLoss().centring(0.01);
    return List.of(
        new Judge("reward model", tied.model(), tied::scores, ranking::loss),
        new Judge("with an output matrix", untied.model(), untied::scores, ranking::loss),
        new Judge("preference model", pairwise.model(), pairwise::logits, PairwiseLoss::of));
  }

  @ParameterizedTest
  @MethodSource("judges")
  @DisplayName("give the loss and the gradients of the whole batch, the head's too")
  void whole(Judge judge) {
    List<Integer> all = IntStream.range(0, PAIRS).boxed().toList();
    Differentiated whole = judge.gradients(all, 64, false);
    for (int microBatch : new int[] {64, 3, 1}) {
      whole.near(judge.gradients(all, microBatch, true));
    }
  }

  private static List<Pair> pairs() {
    SplittableRandom random = new SplittableRandom(4);
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                new Pair(
                    Toys.letter(i),
                    Toys.letters(1 + random.nextInt(6), random),
                    Toys.letters(1 + random.nextInt(6), random)))
        .toList();
  }

  private static String reward(RunOptions runOptions) {
    return new RewardTraining(START, PromptTemplate.PLAIN, new RankingLoss(), PLAN)
        .run(pairs(), runOptions)
        .network()
        .model()
        .hash();
  }

  private static String pairwise(RunOptions runOptions) {
    return new PairwiseTraining(START, PromptTemplate.PLAIN, PLAN)
        .run(pairs(), runOptions)
        .network()
        .hash();
  }

  static List<Function<RunOptions, String>> trainings() {
    return List.of(JudgeHalvesTest::reward, JudgeHalvesTest::pairwise);
  }

  @ParameterizedTest
  @MethodSource("trainings")
  @DisplayName("train to the same bits again, after an interruption too, and are really taken")
  void trained(Function<RunOptions, String> training, @TempDir Path folder) {
    String whole = training.apply(RunOptions.defaults());
    assertEquals(whole, training.apply(RunOptions.defaults()));
    RunOptions kept = RunOptions.defaults().checkpoints(folder, 2);
    assertNotEquals(whole, training.apply(kept.callback(Toys.stopAfter(3))));
    assertEquals(whole, training.apply(kept));
    JniUtils.setNumThreads(1);
    assertNotEquals(whole, training.apply(RunOptions.defaults()));
  }

  @ParameterizedTest
  @MethodSource("judges")
  @DisplayName("are not made of one pair alone")
  void alone(Judge judge) {
    judge.gradients(List.of(3), 1, false).same(judge.gradients(List.of(3), 1, true));
  }
}
