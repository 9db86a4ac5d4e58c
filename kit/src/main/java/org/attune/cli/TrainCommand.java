package org.attune.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.Alignment;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.method.Method;
import org.attune.train.History;
import org.attune.train.Keeping;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Aligns a policy by one method. */
@Command(
    name = "train",
    description = "Labels the data with a reward and aligns a policy by one method.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune train --method rwr --beta 1 --steps 300 --out runs/rwr",
      "  attune train --data helpful.jsonl --model llama --method fa --reward runs/reward",
      "  attune train --data pairs.jsonl --model llama --method dpo --reward provided",
      "  attune train --method rwr --beta 1 --steps 300 --resume runs/rwr",
      "",
      "Writes policy/ (a Hugging Face folder), labels.csv, history.csv, loss.png and",
      "provenance.txt. Stopped by Ctrl-C or killed, a run goes on with --resume and ends with",
      "the very weights it would have ended with."
    })
final class TrainCommand implements Callable<Integer> {
  private static final String CHECKPOINTS = "checkpoints";

  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private RewardOption reward;
  @Mixin private MethodOptions method;
  @Mixin private PlanOptions plan;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private Common common;

  @Override
  public Integer call() {
    Method chosen = method.make();
    Method planned = chosen.plan(plan.apply(chosen.plan(), common.seed()));
    Dataset rows = data.data(common);
    rows.demonstrations(); // Refuses bare prompts before a model is loaded.
    Policy start = model.policy();
    try (RunFolder folder = checkpoints.folder(common, ModelOption.POLICY)) {
      Keeping keeping = checkpoints.keeping(folder.path().resolve(CHECKPOINTS));
      Optional<RewardLabel> labelled = labels(rows, start, folder, keeping);
      if (labelled.isEmpty()) {
        return 1;
      }
      RewardLabel labels = labelled.get();
      Alignment alignment = labels.align(planned, start, keeping.below("policy"));
      if (!alignment.finished()) {
        common.note(checkpoints.stopped("train", alignment.history(), folder));
        return 1;
      }
      write(folder, labels, alignment);
      return 0;
    }
  }

  /** Labels the rows, or nothing when the training of their judge was stopped. */
  private Optional<RewardLabel> labels(
      Dataset rows, Policy start, RunFolder folder, Keeping keeping) {
    if (reward.provided()) {
      return Optional.of(rows.providedLabel());
    }
    Judge.Verdict verdict =
        new Judge(reward, common).find(rows, data.embedded(), start, folder, keeping);
    if (!verdict.finished()) {
      common.note(
          "Stopped while training the reward model; go on with the same options and --resume "
              + folder.path()
              + ".");
      return Optional.empty();
    }
    return Optional.of(rows.rewardLabel(verdict.reward()));
  }

  /** The policy is saved last: a folder that holds one holds everything. */
  private void write(RunFolder folder, RewardLabel labels, Alignment alignment) {
    folder.csv("labels.csv", labels.table());
    folder.csv("history.csv", alignment.history().table());
    folder.chart("loss.png", alignment.chart());
    folder.provenance(
        alignment
            .provenance()
            .and("reward", labels.reward().toString())
            .and("policy", "weights " + alignment.policy().hash()));
    alignment.policy().save(folder.path().resolve(ModelOption.POLICY));
    folder.holds(ModelOption.POLICY);
    folder.discard(CHECKPOINTS);
    common.print(TextTable.text(table(alignment)));
    common.print(alignment.toString());
    common.print(folder.summary());
  }

  private static Table table(Alignment alignment) {
    History history = alignment.history();
    double last = history.steps().get(history.steps().size() - 1).loss();
    return Table.create(
        "training",
        StringColumn.create("method", alignment.method().name()),
        IntColumn.create("examples", new int[] {alignment.examples()}),
        IntColumn.create("cut prompts", new int[] {alignment.cutPrompts()}),
        IntColumn.create("cut responses", new int[] {alignment.cutResponses()}),
        IntColumn.create("steps", new int[] {history.steps().size()}),
        DoubleColumn.create("first loss", new double[] {history.steps().get(0).loss()}),
        DoubleColumn.create("last loss", new double[] {last}),
        DoubleColumn.create("seconds", new double[] {history.seconds()}));
  }
}
