package org.attune.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.RewardModel;
import org.attune.Split;
import org.attune.evaluate.Interval;
import org.attune.method.LearningRateRule;
import org.attune.method.TrainingConfig;
import org.attune.reward.LinearReward;
import org.attune.reward.LinearTraining;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PairwiseTraining;
import org.attune.tune.LossChart;
import org.attune.util.InvalidInputException;
import org.attune.view.Charts;
import org.attune.view.Numbers;
import org.attune.view.TextTable;
import org.knowm.xchart.XYChart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Trains a reward model and reports its agreement with held-out pairs. */
@Command(
    name = "reward",
    description = "Trains a reward model on pairs and measures its accuracy on held-out pairs.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune reward --out runs/reward",
      "  attune reward --data train.jsonl --test test.jsonl --model llama --epochs 2",
      "  attune reward --pairwise --out runs/preference",
      "  attune reward --linear --out runs/linear",
      "",
      "Writes reward/ (a Hugging Face folder), accuracy.csv, history.csv, loss.png,",
      "report.html and provenance.txt. The table shows the share of pairs in which the preferred"
          + " response",
      "scores higher, with its 95 %% interval."
    })
final class RewardCommand implements Callable<Integer> {
  private static final double TRAIN_SHARE = 0.9;

  @Spec private CommandSpec command;
  @Mixin private DataOptions data;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Held-out pairs (default: the pairs of a tenth of the prompts, which are then left out of"
              + " training).")
  private List<Path> test = List.of();

  @Option(
      names = "--pairwise",
      description =
          "Train a preference model, which reads two responses and predicts which is preferred; it"
              + " can label pairs for online methods.")
  private boolean pairwise;

  @Option(
      names = "--linear",
      description =
          "Fit a linear reward on words, word pairs, and words of the prompt combined with words of"
              + " the response; it takes seconds and needs no model.")
  private boolean linear;

  @Mixin private ModelOption model;
  @Mixin private TrainingOptions plan;
  @Mixin private LoraOptions lora;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    InvalidInputException.unless(
        !linear || !pairwise,
        "Give --linear or --pairwise, not both: each selects what is trained.");
    if (!linear) {
      return train();
    }
    UnusedOptions.refuse(
        command,
        "A linear reward reads no model and is fitted at once",
        List.of(
            ModelOption.class,
            EncodingOptions.class,
            TrainingOptions.class,
            LoraOptions.class,
            CheckpointOptions.class),
        Set.of());
    return fit();
  }

  /** Fits a linear reward, which finishes before a checkpoint would be written. */
  private Integer fit() {
    Split split = split();
    LinearTraining how = LinearTraining.standard().seed(common.seed());
    try (RunFolder folder = common.folder()) {
      LinearReward reward = RewardModel.linear(split.train(), how);
      reward.save(folder.path().resolve(RewardOption.FOLDER));
      folder.holds(RewardOption.FOLDER);
      Table accuracy = accuracy("linear reward", reward, split.test());
      folder.csv("accuracy.csv", accuracy);
      folder.csv("weights.csv", reward.weights());
      folder.text(
          "provenance.txt",
          "plan: %s%ndata SHA-256: %s%nheld-out data SHA-256: %s%nweights: %s%n"
              .formatted(how, split.train().hash(), split.test().hash(), reward.hash()));
      RewardReport report = report("linear reward", reward, split.test(), accuracy);
      folder.page("report.html", report.page(Optional.empty(), facts(how, split)));
      common.print(TextTable.text(accuracy));
      common.print("%s in %s s".formatted(reward, Numbers.text(reward.trainingSeconds())));
      common.print(folder.summary());
      return 0;
    }
  }

  private static Map<String, String> facts(LinearTraining how, Split split) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plan", how.toString());
    facts.put("data SHA-256", split.train().hash());
    facts.put("held-out data SHA-256", split.test().hash());
    return facts;
  }

  private Integer train() {
    plan.requireNoTest("attune reward");
    TrainingConfig wished = lora.apply(plan.apply(RewardModel.config(), common.seed()));
    Split split = split();
    Policy start = model.policy(lora.quantisation());
    TrainingConfig planned =
        LearningRateRule.JUDGE.fill(wished, start.model().config().parameters());
    return checkpoints.inFolder(
        common, RewardOption.FOLDER, folder -> train(folder, split, start, planned));
  }

  private int train(RunFolder folder, Split split, Policy start, TrainingConfig planned) {
    Trained trained = trained(start, split.train(), planned, folder);
    if (!trained.finished()) {
      return CheckpointOptions.stopped(common, folder, trained.history());
    }
    Provenance provenance =
        Provenance.of("plan", planned.toString(), split.train().hash(), start)
            .and("held-out data SHA-256", split.test().hash())
            .and(trained.what(), "weights " + trained.hash());
    write(folder, trained, split.test(), provenance);
    return 0;
  }

  private Trained trained(Policy start, Dataset pairs, TrainingConfig planned, RunFolder folder) {
    RunOptions runOptions = data.runOptions(checkpoints.runOptions(folder));
    return pairwise
        ? preference(start, pairs, planned, runOptions)
        : model(start, pairs, planned, runOptions);
  }

  /** A reward of either kind. */
  private record Trained(
      String what,
      Reward reward,
      History history,
      boolean finished,
      String hash,
      Consumer<Path> saving,
      String words) {
    /** Draws the loss; guessing gives ln 2 with either kind. */
    XYChart chart() {
      XYChart chart = LossChart.of(what, "loss", history);
      return Charts.reference(chart, Math.log(2), "guessing (ln 2)");
    }
  }

  private Trained model(
      Policy start, Dataset pairs, TrainingConfig planned, RunOptions runOptions) {
    RewardModel model = RewardModel.train(start, pairs, new RankingLoss(), planned, runOptions);
    model.encoding().notes().forEach(common::note);
    String words = model + ", " + model.cut() + " prompts or responses cut to fit the context";
    return new Trained(
        "reward model", model, model.history(), model.finished(), model.hash(), model::save, words);
  }

  private Trained preference(
      Policy start, Dataset pairs, TrainingConfig planned, RunOptions runOptions) {
    PairwiseTraining.Result result = RewardModel.pairwise(start, pairs, planned, runOptions);
    if (!result.alike().isEmpty()) {
      common.note(
          "Pairs whose responses are identical to the model: " + result.alike().size() + ".");
    }
    return new Trained(
        "preference model",
        result.network(),
        result.history(),
        result.finished(),
        result.network().hash(),
        result.network()::save,
        result.network().toString());
  }

  private void write(RunFolder folder, Trained trained, Dataset held, Provenance provenance) {
    Table accuracy = accuracy(trained.what(), trained.reward(), held);
    folder.model(RewardOption.FOLDER, trained.saving());
    folder.csv("accuracy.csv", accuracy);
    HistoryFiles.write(folder, "history", trained.history());
    XYChart loss = trained.chart();
    folder.chart("loss.png", loss);
    RewardReport report = report(trained.what(), trained.reward(), held, accuracy);
    folder.page("report.html", report.page(Optional.of(loss), provenance.facts()));
    folder.provenance(provenance);
    folder.discardCheckpoints();
    common.print(TextTable.text(accuracy));
    common.print(trained.words());
    common.print(folder.summary());
  }

  private RewardReport report(String what, Reward reward, Dataset held, Table accuracy) {
    boolean known = data.bundled() && test.isEmpty();
    Optional<Reward> truth = known ? Optional.of(Golden.reward()) : Optional.empty();
    return new RewardReport(what, reward, held, accuracy, truth);
  }

  private Split split() {
    Dataset rows = data.data(common);
    return test.isEmpty() && !data.bundled()
        ? rows.split(TRAIN_SHARE, common.seed())
        : new Split(rows, data.held(rows, test, common));
  }

  private Table accuracy(String what, Reward reward, Dataset held) {
    Table table =
        Table.create(
            "accuracy",
            StringColumn.create("reward"),
            DoubleColumn.create("accuracy"),
            DoubleColumn.create("low"),
            DoubleColumn.create("high"),
            IntColumn.create("prompts"));
    add(table, what, RewardModel.accuracy(reward, held));
    add(table, "longer is better", RewardModel.accuracy(RewardOption.LENGTH, held));
    if (data.bundled() && test.isEmpty()) {
      add(table, "golden reward", RewardModel.accuracy(Golden.reward(), held));
    }
    return table;
  }

  private static void add(Table table, String name, Interval interval) {
    table.stringColumn("reward").append(name);
    table.doubleColumn("accuracy").append(interval.value());
    table.doubleColumn("low").append(interval.low());
    table.doubleColumn("high").append(interval.high());
    table.intColumn("prompts").append(interval.n());
  }
}
