package org.attune.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.RewardModel;
import org.attune.Split;
import org.attune.evaluate.Interval;
import org.attune.method.Plan;
import org.attune.reward.RankingLoss;
import org.attune.train.Keeping;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Trains a reward model and says how often it agrees with pairs it has not seen. */
@Command(
    name = "reward",
    description = "Trains a reward model on pairs and measures it on others.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune reward --out runs/reward",
      "  attune reward --data train.jsonl --test test.jsonl --model llama --epochs 2",
      "",
      "Writes reward/ (a Hugging Face folder), accuracy.csv, history.csv, loss.png and",
      "provenance.txt. The table shows the share of pairs in which the preferred response",
      "scores higher, with its 95 %% interval."
    })
final class RewardCommand implements Callable<Integer> {
  private static final double TRAIN_SHARE = 0.9;
  private static final String CHECKPOINTS = "checkpoints";

  @Mixin private DataOptions data;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Pairs to be judged on (default: a tenth of the data's prompts, which training then does"
              + " not see).")
  private List<Path> test = List.of();

  @Mixin private ModelOption model;
  @Mixin private PlanOptions plan;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private Common common;

  @Override
  public Integer call() {
    Plan planned = plan.apply(RewardModel.plan(), common.seed());
    Split split = split();
    Policy start = model.policy();
    try (RunFolder folder = checkpoints.folder(common, RewardOption.FOLDER)) {
      Keeping keeping = checkpoints.keeping(folder.path().resolve(CHECKPOINTS));
      RewardModel reward =
          RewardModel.train(start, split.train(), new RankingLoss(), planned, keeping);
      if (!reward.finished()) {
        common.note(checkpoints.stopped("reward", reward.history(), folder));
        return 1;
      }
      Table accuracy = accuracy(reward, split.test());
      reward.save(folder.path().resolve(RewardOption.FOLDER));
      folder.holds(RewardOption.FOLDER);
      folder.csv("accuracy.csv", accuracy);
      folder.csv("history.csv", reward.history().table());
      folder.chart("loss.png", reward.chart());
      folder.provenance(
          Provenance.of("plan", planned.toString(), split.train().hash(), start)
              .and("held-out data SHA-256", split.test().hash())
              .and("reward model", "weights " + reward.hash()));
      folder.discard(CHECKPOINTS);
      common.print(TextTable.text(accuracy));
      common.print(reward + ", " + reward.cut() + " prompts or responses cut to fit the context");
      common.print(folder.summary());
      return 0;
    }
  }

  private Split split() {
    Dataset rows = data.data(common);
    if (test.isEmpty()) {
      return data.embedded()
          ? new Split(rows, data.other(List.of(), "test", common))
          : rows.split(TRAIN_SHARE, common.seed());
    }
    return new Split(rows, data.other(test, "test", common));
  }

  private Table accuracy(RewardModel reward, Dataset held) {
    Table table =
        Table.create(
            "accuracy",
            StringColumn.create("reward"),
            DoubleColumn.create("accuracy"),
            DoubleColumn.create("low"),
            DoubleColumn.create("high"),
            IntColumn.create("prompts"));
    add(table, "reward model", reward.accuracy(held));
    add(table, "longer is better", RewardModel.accuracy(RewardOption.LENGTH, held));
    if (data.embedded() && test.isEmpty()) {
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
