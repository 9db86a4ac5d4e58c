package org.attune.cli;

import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.train.loop.RunOptions;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Scores every response and writes the scores to a file. */
@Command(
    name = "label",
    description = "Scores every response with a reward, raw and normalised.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune label                                    the bundled world, golden reward",
      "  attune label --data helpful.jsonl --reward runs/reward --limit 500",
      "  attune label --data pairs.jsonl --reward preference",
      "",
      "Writes labels.csv and histograms of the rewards."
    })
final class LabelCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private static final int ROWS = 5;

  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private RewardOption reward;
  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    cluster.open();
    Dataset rows = data.data(common);
    try (RunFolder folder = common.folder();
        ClusterOption place = cluster) {
      RewardChoice judge = new RewardChoice(reward, common);
      // A reward model starts from the model; other rewards need none.
      Policy start = reward.isTrained(data.bundled()) ? model.policy() : null;
      RewardChoice.Judge verdict =
          judge.find(rows, data.bundled(), start, folder, RunOptions.defaults());
      if (!verdict.finished()) {
        common.note("Stopped " + RewardChoice.TRAINING + "; nothing was written.");
        return 1;
      }
      RewardLabel labels =
          rows.rewardLabel(place.place(RewardChoice.comparing(verdict.reward(), rows)));
      folder.csv("labels.csv", labels.table());
      folder.chart("rewards.png", labels.rawChart());
      folder.chart("rewards-normalised.png", labels.normalisedChart());
      common.print(TextTable.text(labels.table(), WIDTH, ROWS));
      common.print(labels + " by " + verdict.reward());
      common.print(folder.summary());
      return 0;
    }
  }
}
