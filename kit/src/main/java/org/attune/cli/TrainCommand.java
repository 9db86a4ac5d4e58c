package org.attune.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.data.RecordFile;
import org.attune.method.AlignmentMethod;
import org.attune.method.Method;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.reward.Reward;
import org.attune.runs.RunRecord;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.train.online.RolloutLog;
import org.attune.tune.LearningRateTest;
import org.attune.util.InvalidInputException;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Aligns a policy by one method. */
@Command(
    name = "train",
    description = "Labels the data with a reward and aligns a policy with one method.",
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
      "  attune train --data pairs.jsonl --model llama --method dpo --lora-r 16 --lora-alpha 32",
      "  attune train --method ppo --steps 40 --kl 0.05 --out runs/ppo",
      "  attune train --method ipo --on-policy --steps 300 --record runs/ipo.jsonl",
      "  attune train --method ipo --on-policy --reward preference --out runs/online-ipo",
      "  attune train --method nlpo --mask-top-p 0.9 --max-tokens 48 --out runs/nlpo",
      "  attune train --method ipo --on-policy --replay runs/ipo.jsonl --shuffle 8",
      "",
      "Writes policy/ (a Hugging Face folder), labels.csv, history.csv, costs.csv, loss.png",
      "(online: reward.png and no labels), run.json and provenance.txt. An interrupted or killed",
      "run continues with --resume and gives exactly the same weights as an uninterrupted one."
    })
final class TrainCommand implements Callable<Integer> {
  private static final String ADAPTER = "adapter";

  @Spec private CommandSpec command;
  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private RewardOption reward;
  @Mixin private MethodOptions method;
  @Mixin private RolloutOptions rollouts;
  @Mixin private TrainingOptions plan;
  @Mixin private LoraOptions lora;
  @Mixin private CheckpointOptions checkpoints;

  @Mixin private RolloutLogOptions streams;

  @Option(
      names = "--snapshots",
      paramLabel = "N",
      description = "Save N evenly spaced snapshots of the policy for attune curve (default: 0).")
  private Integer snapshots;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    AlignmentMethod approach = method.approach();
    if (approach instanceof OnlineMethod online) {
      plan.requireNoTest(online.name());
      OnlineMethod planned = online.config(lora.apply(plan.apply(online.config(), common.seed())));
      return online(rollouts.apply(planned, method));
    }
    return offline(approach);
  }

  /** Trains on the data's responses. */
  private int offline(AlignmentMethod approach) {
    refuseRollouts(approach.name());
    Method chosen = method.make();
    Method planned = chosen.config(lora.apply(plan.apply(chosen.config(), common.seed())));
    Dataset rows = data.data(common);
    rows.demonstrations(); // Rejects bare prompts before a model is loaded.
    Policy start = model.policy(lora.quantisation());
    return checkpoints.inFolder(
        common, ModelOption.POLICY, folder -> offline(planned, rows, start, folder));
  }

  private int offline(Method planned, Dataset rows, Policy start, RunFolder folder) {
    RunOptions runOptions = runOptions(folder);
    Optional<RewardLabel> labelled = labels(planned, rows, start, folder, runOptions);
    if (labelled.isEmpty()) {
      return CheckpointOptions.stopped(common, folder, RewardChoice.TRAINING);
    }
    RewardLabel labels = labelled.get();
    Method tested = planned;
    if (plan.wantsTest()) {
      LearningRateTest test = labels.findLearningRate(planned, start);
      if (!test.finished()) {
        return CheckpointOptions.stopped(common, folder, "while testing learning rates");
      }
      tested = tested(test, planned, folder);
    }
    AlignmentResult alignment =
        labels.align(tested, start, snapshots(folder, runOptions.subfolder("policy"), tested));
    if (alignment.finished()) {
      folder.csv("labels.csv", labels.table());
    }
    return finish(folder, labels.reward(), alignment);
  }

  private void refuseRollouts(String name) {
    UnusedOptions.refuse(
        command,
        name + " samples nothing while it learns",
        List.of(RolloutLogOptions.class),
        Set.of());
    UnusedOptions.refuse(
        command,
        name + " collects no rollouts without --on-policy",
        List.of(RolloutOptions.class),
        Set.of());
  }

  /** Takes the rate that a test suggests; a resumed run finds the same one again. */
  private Method tested(LearningRateTest test, Method method, RunFolder folder) {
    folder.csv("learning-rate.csv", test.table());
    folder.chart("learning-rate.png", test.chart());
    common.print(TextTable.text(test.summary()));
    common.print(test.toString());
    return method.config(method.config().learningRate(test.suggestion()));
  }

  /** Trains on the policy's own answers to the data's prompts. */
  private int online(OnlineMethod planned) {
    InvalidInputException.unless(
        !reward.provided(),
        "%s needs a --reward that can score new responses; provided covers only those in the data.",
        planned.name());
    RolloutLog recording = streams.recording(common.seed());
    Dataset rows = data.data(common);
    Policy start = model.policy(lora.quantisation());
    rollouts.note(start, common);
    return checkpoints.inFolder(
        common, ModelOption.POLICY, folder -> online(planned, rows, start, recording, folder));
  }

  private int online(
      OnlineMethod planned, Dataset rows, Policy start, RolloutLog recording, RunFolder folder) {
    RunOptions runOptions = runOptions(folder);
    RewardChoice.Judge judge =
        streams.replays() && !hasCritic(planned)
            ? new RewardChoice.Judge(RolloutLogOptions.REPLAYED, true)
            : new RewardChoice(reward, common)
                .find(rows, data.bundled(), start, folder, runOptions);
    if (!judge.finished()) {
      return CheckpointOptions.stopped(common, folder, RewardChoice.TRAINING);
    }
    RunOptions options = snapshots(folder, runOptions.subfolder("policy"), planned);
    return finish(
        folder, judge.reward(), rows.align(planned, start, judge.reward(), options, recording));
  }

  private RunOptions runOptions(RunFolder folder) {
    return data.runOptions(checkpoints.runOptions(folder));
  }

  /** Writes the results of a finished training, or says how to resume a stopped one. */
  private int finish(RunFolder folder, Reward judge, AlignmentResult alignment) {
    if (!alignment.finished()) {
      return CheckpointOptions.stopped(common, folder, alignment.history());
    }
    write(folder, judge, alignment);
    return 0;
  }

  private RunOptions snapshots(RunFolder folder, RunOptions runOptions, AlignmentMethod planned) {
    return snapshots == null
        ? runOptions
        : new SnapshotFolders(folder.path()).runOptions(runOptions, snapshots, planned);
  }

  private static boolean hasCritic(OnlineMethod method) {
    return method instanceof PolicyGradient gradient && gradient.criticRate() > 0;
  }

  /** Returns the labels, or nothing if the training of their judge was stopped. */
  private Optional<RewardLabel> labels(
      Method planned, Dataset rows, Policy start, RunFolder folder, RunOptions runOptions) {
    Optional<RewardLabel> unjudged = new Unjudged(reward, common).labels(planned, rows, data);
    if (unjudged.isPresent()) {
      return unjudged;
    }
    RewardChoice.Judge verdict =
        new RewardChoice(reward, common).find(rows, data.bundled(), start, folder, runOptions);
    return verdict.finished()
        ? Optional.of(rows.rewardLabel(RewardChoice.comparing(verdict.reward(), rows)))
        : Optional.empty();
  }

  /** Writes the results; the policy is saved last, before the checkpoints are removed. */
  private void write(RunFolder folder, Reward judge, AlignmentResult alignment) {
    HistoryFiles.write(folder, "history", alignment.history());
    folder.csv("costs.csv", alignment.costs().table());
    boolean online = alignment.method() instanceof OnlineMethod;
    folder.chart(online ? "reward.png" : "loss.png", alignment.chart());
    folder.provenance(
        alignment
            .provenance()
            .and("reward", judge.toString())
            .and("texts", encoded(alignment))
            .and("policy", "weights " + alignment.policy().hash()));
    writePolicies(folder, alignment);
    folder.text(RunRecord.FILE, RecordFile.text(alignment.record()));
    folder.discardCheckpoints();
    alignment.notes().forEach(common::note);
    common.print(TextTable.text(table(alignment)));
    common.print(alignment.toString());
    common.print(folder.summary());
  }

  private void writePolicies(RunFolder folder, AlignmentResult alignment) {
    if (snapshots != null) {
      new SnapshotFolders(folder.path()).finish(alignment.method(), alignment.start());
      folder.holds(SnapshotFolders.FOLDER);
    }
    folder.model(ModelOption.POLICY, alignment.policy()::save);
    if (lora.wanted()) {
      folder.model(ADAPTER, alignment.policy()::saveAdapter);
    }
  }

  private static String encoded(AlignmentResult alignment) {
    List<String> notes = alignment.encoding().notes();
    return notes.isEmpty() ? "whole" : String.join(" ", notes);
  }

  private static Table table(AlignmentResult alignment) {
    History history = alignment.history();
    double last = history.steps().get(history.steps().size() - 1).loss();
    return Table.create(
        "training",
        StringColumn.create("method", alignment.method().name()),
        IntColumn.create("examples", new int[] {alignment.examples()}),
        IntColumn.create("cut prompts", new int[] {alignment.cutPrompts()}),
        IntColumn.create("cut responses", new int[] {alignment.cutResponses()}),
        IntColumn.create("alike", new int[] {alignment.encoding().alike().size()}),
        IntColumn.create("steps", new int[] {history.steps().size()}),
        DoubleColumn.create("first loss", new double[] {history.steps().get(0).loss()}),
        DoubleColumn.create("last loss", new double[] {last}),
        DoubleColumn.create("seconds", new double[] {history.seconds()}));
  }
}
