package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.engine.PyTorch;
import org.attune.method.Ca;
import org.attune.method.Configurable;
import org.attune.method.Fa;
import org.attune.method.LearningRateSchedule;
import org.attune.method.Rwr;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.LabelledResponse;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.RewardTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A small model learns what is known to be true")
final class LearningTest {
  private static final LanguageModel START = Tiny.fresh(91);
  private static final TrainingConfig QUICK =
      TrainingConfig.small()
          .steps(60)
          .batchSize(22)
          .microBatch(22)
          .learningRate(1e-2)
          .weightDecay(0)
          .schedule(LearningRateSchedule.COSINE);

  private static PolicyTraining.Result train(Configurable<?> method, List<LabelledResponse> data) {
    return train(method, QUICK, data);
  }

  private static PolicyTraining.Result train(
      Configurable<?> method, TrainingConfig plan, List<LabelledResponse> data) {
    return new PolicyTraining(START, PromptTemplate.PLAIN, method.config(plan))
        .run(data, RunOptions.defaults());
  }

  private static List<String> answers(PolicyTraining.Result result, List<String> prompts) {
    return answers(result.model(), result.layout(), prompts);
  }

  private static List<String> answers(
      LanguageModel model, PromptTemplate layout, List<String> prompts) {
    return Completions.sample(model, layout, prompts, GenerationConfig.greedy().maxTokens(8))
        .texts();
  }

  @Nested
  @DisplayName("from demonstrations")
  final class Demonstrations {
    private final List<String> letters = IntStream.range(0, 22).mapToObj(Toys::letter).toList();

    @Test
    @DisplayName("to answer with the same words always, at next to no loss")
    void constant() {
      List<LabelledResponse> data =
          letters.stream().map(letter -> new LabelledResponse(letter, "k l m", 0)).toList();
      PolicyTraining.Result result = train(new Sft(), data);
      List<StepMetrics> steps = result.history().steps();
      assertTrue(steps.get(0).loss() > 3, "it knows nothing at first");
      assertTrue(steps.get(59).loss() < 0.02, "loss " + steps.get(59).loss());
      assertEquals(List.of("k l m", "k l m"), answers(result, List.of("a", "v")));
    }

    @Test
    @DisplayName("to say the prompt's word again")
    void copying() {
      List<LabelledResponse> data =
          letters.stream().map(letter -> new LabelledResponse(letter, letter, 0)).toList();
      PolicyTraining.Result result = train(new Sft(), QUICK.steps(200), data);
      assertEquals(letters, answers(result, letters));
    }
  }

  @Nested
  @DisplayName("from good and bad answers in equal number")
  final class Rewards {
    /** Returns the probability that the answer is the good one, averaged over a few prompts. */
    private double good(PolicyTraining.Result result) {
      PromptEncoder encoder = new PromptEncoder(result.model(), result.layout());
      return PyTorch.scoped(
          () -> {
            float[] logProbs =
                TokenLogProbs.of(
                        result.model().decoder(),
                        TokenBatch.of(
                            List.of(
                                encoder.example("a", "k", 0),
                                encoder.example("p", "k", 0),
                                encoder.example("v", "k", 0))))
                    .sum()
                    .toFloatArray();
            return (Math.exp(logProbs[0]) + Math.exp(logProbs[1]) + Math.exp(logProbs[2])) / 3;
          });
    }

    private double sigmoid(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Test
    @DisplayName("SFT says either, FA the good one, RWR the good one with probability σ(2/β)")
    void preference() {
      assertEquals(0.5, good(train(new Sft(), Toys.goodAndBad())), 0.1);
      assertTrue(good(train(new Fa(), Toys.goodAndBad())) > 0.97);
      double mild = good(train(new Rwr().beta(2), Toys.goodAndBad()));
      double strong = good(train(new Rwr().beta(0.7), Toys.goodAndBad()));
      assertEquals(sigmoid(1), mild, 0.1);
      assertEquals(sigmoid(2 / 0.7), strong, 0.05);
    }

    @Test
    @DisplayName("CA says whichever its prompt asks for")
    void conditional() {
      PolicyTraining.Result result = train(new Ca().codes(2).ask(0.75), Toys.goodAndBad());
      List<String> prompts = List.of("a", "h", "v");
      assertEquals(List.of("k", "k", "k"), answers(result, prompts));
      assertEquals(
          List.of("m", "m", "m"),
          answers(result.model(), result.layout().conditionedOn(0.25), prompts));
    }
  }

  @Nested
  @DisplayName("from pairs, as a reward model")
  final class Pairs {
    private double heldOut(List<Pair> pairs) {
      int train = pairs.size() - 100;
      RewardNetwork network =
          new RewardTraining(START, PromptTemplate.PLAIN, new RankingLoss(), QUICK.batchSize(32))
              .run(pairs.subList(0, train), RunOptions.defaults())
              .network();
      List<Pair> held = pairs.subList(train, pairs.size());
      List<String> prompts = held.stream().map(Pair::prompt).toList();
      List<Double> chosen = network.scores(prompts, held.stream().map(Pair::chosen).toList());
      List<Double> rejected = network.scores(prompts, held.stream().map(Pair::rejected).toList());
      return IntStream.range(0, 100).filter(i -> chosen.get(i) > rejected.get(i)).count() / 100.0;
    }

    @Test
    @DisplayName("that the longer answer is better")
    void longer() {
      SplittableRandom random = new SplittableRandom(1);
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        int length = 1 + random.nextInt(6);
        pairs.add(
            new Pair(
                Toys.letters(2, random),
                Toys.letters(length + 2 + random.nextInt(4), random),
                Toys.letters(length, random)));
      }
      assertTrue(heldOut(pairs) > 0.95);
    }

    @Test
    @DisplayName("that an answer with a certain word is better, wherever it stands")
    void word() {
      SplittableRandom random = new SplittableRandom(2);
      List<Pair> pairs = new ArrayList<>();
      while (pairs.size() < 400) {
        List<String> words = new ArrayList<>(List.of(Toys.letters(4, random).split(" ", -1)));
        String without = Toys.letters(4, random);
        if (!words.contains("a") && !without.contains("a")) {
          words.set(random.nextInt(4), "a");
          pairs.add(new Pair(Toys.letters(2, random), String.join(" ", words), without));
        }
      }
      assertTrue(heldOut(pairs) > 0.95);
    }
  }
}
