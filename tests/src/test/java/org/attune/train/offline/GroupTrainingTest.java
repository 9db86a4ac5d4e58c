package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.method.Configurable;
import org.attune.method.Dpo;
import org.attune.method.Grouping;
import org.attune.method.Kto;
import org.attune.method.LossBatch;
import org.attune.method.OfflineMethod;
import org.attune.method.PairRule;
import org.attune.method.PlDpo;
import org.attune.method.Pro;
import org.attune.method.Reduction;
import org.attune.method.Requirement;
import org.attune.method.Rrhf;
import org.attune.method.Simpo;
import org.attune.method.Slic;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.train.Toys;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.OfflineTrainer;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingLoop;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Training over pairs and groups")
final class GroupTrainingTest {
  static final LanguageModel START = Tiny.model(81);
  static final TrainingConfig PLAN =
      TrainingConfig.small().steps(4).batchSize(4).microBatch(4).learningRate(1e-2).warmup(0);
  private static final List<OfflineMethod> METHODS =
      List.of(
          new Dpo().config(PLAN),
          new Kto().config(PLAN),
          new Simpo().config(PLAN),
          new Slic().pairs(PairRule.ALL).target(Slic.Target.GROUP_BEST).config(PLAN),
          new Rrhf().config(PLAN),
          new Pro().releasedCode().config(PLAN),
          new PlDpo().config(PLAN));

  /** A made-up method: the best response's log-ratio should exceed the mean of its group's. */
  record AboveMean(TrainingConfig config) implements Configurable<AboveMean> {
    @Override
    public String name() {
      return "above mean";
    }

    @Override
    public Grouping grouping() {
      return Grouping.RANKING;
    }

    @Override
    public Set<Requirement> requirements() {
      return Set.of(Requirement.REFERENCE);
    }

    @Override
    public Reduction reduction() {
      return Reduction.SEQUENCE_MEAN;
    }

    @Override
    public NDArray loss(LossBatch batch) {
      NDArray ratio = batch.logRatio();
      NDArray members = batch.present().sum(new int[] {1});
      return batch.grouped(ratio).sum(new int[] {1}).div(members).sub(batch.chosen(ratio));
    }

    @Override
    public AboveMean config(TrainingConfig config) {
      return new AboveMean(config);
    }
  }

  /** Groups of two to four responses, some of them tied, in a mixed order. */
  static List<LabelledResponse> groups() {
    SplittableRandom random = new SplittableRandom(9);
    List<LabelledResponse> rows = new ArrayList<>();
    for (int group = 0; group < 12; group++) {
      String prompt = Toys.letter(group) + " " + Toys.letters(1 + random.nextInt(3), random);
      for (int i = 0; i < 2 + group % 3; i++) {
        String response = Toys.letters(1 + random.nextInt(7), random);
        rows.add(
            new LabelledResponse(prompt, response, i == 0 ? 1 : random.nextInt(3) / 2.0 - 1.5));
      }
    }
    return rows;
  }

  static PolicyTraining.Result run(OfflineMethod method, RunOptions runOptions) {
    return new PolicyTraining(START, PromptTemplate.PLAIN, method).run(groups(), runOptions);
  }

  private static Stream<DynamicTest> each(java.util.function.Consumer<OfflineMethod> check) {
    return Stream.concat(METHODS.stream(), Stream.of(new AboveMean(PLAN)))
        .map(method -> DynamicTest.dynamicTest(method.name(), () -> check.accept(method)));
  }

  @Test
  @DisplayName("begins where the policy is its reference: DPO's first loss is ln 2")
  void start() {
    assertEquals(
        Math.log(2),
        run(new Dpo().config(PLAN), RunOptions.defaults()).history().steps().get(0).loss(),
        2e-3);
    assertEquals(
        0.5,
        run(new Kto().config(PLAN), RunOptions.defaults()).history().steps().get(0).loss(),
        2e-3);
  }

  @Test
  @DisplayName("takes responses to one prompt as a group, and named groups apart")
  void grouping() {
    assertEquals(12, run(new PlDpo().config(PLAN), RunOptions.defaults()).examples());
    assertEquals(12, run(new Dpo().config(PLAN), RunOptions.defaults()).examples());
    assertEquals(groups().size(), run(new Kto().config(PLAN), RunOptions.defaults()).examples());
    List<LabelledResponse> apart =
        List.of(
            new LabelledResponse("a", "b", 1, "first"),
            new LabelledResponse("a", "c", 0, "first"),
            new LabelledResponse("a", "d", 1, "second"),
            new LabelledResponse("a", "e", 1, "second"));
    Dpo dpo = new Dpo().pairs(PairRule.ALL).config(PLAN);
    PolicyTraining training = new PolicyTraining(START, PromptTemplate.PLAIN, dpo);
    assertEquals(1, training.run(apart, RunOptions.defaults()).examples());
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> training.run(apart.subList(2, 4), RunOptions.defaults()));
    assertTrue(refused.getMessage().contains("DPO finds nothing to compare"));
  }

  /** Runs a task in 32 bits throughout. */
  private static TrainingLoop.Outcome exact(OfflineMethod method, int micro, LanguageModel model) {
    PromptEncoder encoder = new PromptEncoder(START, PromptTemplate.PLAIN);
    List<LabelledResponse> rows = groups();
    List<TokenizedExample> tokens =
        rows.stream().map(row -> encoder.example(row.prompt(), row.response(), 0)).toList();
    List<Double> rewards = rows.stream().map(LabelledResponse::reward).toList();
    List<List<Integer>> examples = new ArrayList<>();
    List<String> prompts = rows.stream().map(LabelledResponse::prompt).distinct().toList();
    for (String prompt : prompts) {
      List<Integer> places =
          IntStream.range(0, rows.size())
              .filter(i -> rows.get(i).prompt().equals(prompt))
              .boxed()
              .toList();
      for (var example : method.grouping().examples(places.stream().map(rewards::get).toList())) {
        examples.add(example.stream().map(places::get).toList());
      }
    }
    float[] reference = ReferenceScores.sums(START.decoder(), tokens);
    List<TokenizedExample> foreign =
        IntStream.range(0, rows.size())
            .mapToObj(
                i ->
                    encoder.example(
                        rows.get((i + 5) % rows.size()).prompt(), rows.get(i).response(), 0))
            .toList();
    PolicyObjective task =
        new PolicyObjective(
            method,
            START,
            model,
            new PolicyObjective.Rows(tokens, rewards, examples),
            Optional.of(reference),
            Optional.of(
                new PolicyObjective.Mismatch(
                    foreign, ReferenceScores.sums(START.decoder(), foreign))));
    return OfflineTrainer.train(
        task,
        DataParallel.single(model.decoder()),
        method.config().microBatch(micro),
        RunOptions.defaults());
  }

  @TestFactory
  @DisplayName("gives the same steps however many groups are computed at once")
  Stream<DynamicTest> microBatches() {
    return each(
        method -> {
          List<StepMetrics> whole = exact(method, 4, START.copy()).history().steps();
          for (int micro : new int[] {1, 3}) {
            List<StepMetrics> parts = exact(method, micro, START.copy()).history().steps();
            // Later steps amplify rounding through AdamW; the first two tell any real difference.
            for (int step = 0; step < 2; step++) {
              assertEquals(whole.get(step).loss(), parts.get(step).loss(), 2e-5, "loss");
              assertEquals(
                  whole.get(step).gradientNorm(),
                  parts.get(step).gradientNorm(),
                  1e-3 * whole.get(step).gradientNorm(),
                  "norm");
            }
          }
        });
  }

  @TestFactory
  @DisplayName("lowers the loss of every method")
  Stream<DynamicTest> learns() {
    return each(
        method -> {
          OfflineMethod longer = method.config(PLAN.steps(24).batchSize(12).microBatch(12));
          List<StepMetrics> steps = run(longer, RunOptions.defaults()).history().steps();
          assertTrue(steps.get(23).loss() < steps.get(0).loss(), steps.toString());
        });
  }

  @TestFactory
  @DisplayName("goes on bit for bit after an interruption, the reference scored once")
  Stream<DynamicTest> resume(@TempDir Path folder) {
    return each(
        method -> {
          Path place = folder.resolve(method.name());
          RunOptions runOptions = RunOptions.defaults().checkpoints(place, 2);
          ReferenceScores.forget();
          assertFalse(run(method, runOptions.callback(Toys.stopAfter(2))).finished());
          boolean compares = !method.requirements().isEmpty();
          assertEquals(compares, written(place), "reference scores beside the checkpoints");
          ReferenceScores.forget();
          PolicyTraining.Result resumed = run(method, runOptions);
          ReferenceScores.forget();
          PolicyTraining.Result straight = run(method, RunOptions.defaults());
          assertEquals(straight.model().hash(), resumed.model().hash());
        });
  }

  private static boolean written(Path place) {
    try (Stream<Path> files = Files.list(place)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("reference-"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
