package org.attune.cli;

import java.util.List;
import org.attune.Dataset;
import org.attune.data.RowType;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Options for the trainings of curves, and how many policies of each are measured. */
@OptionGroup("Curves")
final class CurveOptions {
  @Option(
      names = "--online",
      description = "Train on responses of the policy (default: online and offline).")
  private boolean online;

  @Option(
      names = "--offline",
      description = "Train on the data's responses (default: online and offline).")
  private boolean offline;

  @Option(
      names = "--relabel",
      description =
          "Offline: label the responses of the data with the reward (default: use the labels in the"
              + " data).")
  private boolean relabel;

  @Option(
      names = "--vary",
      paramLabel = "NAME=VALUES",
      description =
          "A setting and its values, such as beta=0.01,0.1 or learning-rate=1e-4,1e-3; all of them"
              + " form one curve.")
  private List<String> vary = List.of();

  @Option(names = "--apart", description = "Draw one curve per setting instead of one for all.")
  private boolean apart;

  @Option(
      names = "--snapshots",
      paramLabel = "N",
      description = "Snapshots to evaluate per run (default: 8).")
  private int snapshots = 8;

  /** Rejects numbers that make no curve. */
  void check() {
    InvalidInputException.unless(
        snapshots > 0, "--snapshots must be > 0, got %d; try 8.", snapshots);
  }

  /** Rejects options that do not apply to an inherently online method. */
  void requireOnline(String name) {
    InvalidInputException.unless(
        !offline && !relabel, "%s has no offline form; leave --offline out.", name);
    InvalidInputException.unless(vary.isEmpty(), "The settings of %s cannot be varied here.", name);
  }

  /** Returns whether policies learn from their own responses. */
  boolean online() {
    return online || !offline;
  }

  /** Returns whether policies learn from the data's responses. */
  boolean offline() {
    return offline || !online;
  }

  /** Returns whether the reward judges the data's responses, as it must if they have no labels. */
  boolean relabels(Dataset rows) {
    return offline() && (relabel || rows.kind() == RowType.DEMONSTRATIONS);
  }

  /** Returns whether each setting has its own curve. */
  boolean apart() {
    return apart;
  }

  /** Returns what is varied, as typed. */
  List<String> vary() {
    return vary;
  }

  /** Returns how many policies of a run are measured. */
  int snapshots() {
    return snapshots;
  }
}
