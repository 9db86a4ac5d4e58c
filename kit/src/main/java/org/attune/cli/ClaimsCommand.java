package org.attune.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.claims.Claim;
import org.attune.claims.ClaimContext;
import org.attune.claims.ClaimInterruptedException;
import org.attune.claims.Finding;
import org.attune.claims.Ledger;
import org.attune.claims.LedgerPage;
import org.attune.claims.RunScale;
import org.attune.data.FolderLock;
import org.attune.data.KeptAnswers;
import org.attune.reward.Reward;
import org.attune.sample.SamplingInterruptedException;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Tests the claims of the papers again. */
@Command(
    name = "claims",
    description =
        "Tests claims of the papers on the bundled data, each by a rule that was written down"
            + " before its numbers were known.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune claims",
      "  attune claims --only O1,O3 --seeds 5 --out runs/claims",
      "",
      "A verdict is agrees, disagrees, no difference that matters, undecided, or not reached where",
      "a gate on the setting failed. It follows from intervals over prompts and seeds, checked",
      "after 3, 5 and 8 seeds if there are that many; one seed decides nothing. The same --out"
          + " continues",
      "where it stopped. Writes CLAIMS.md, claims.csv, charts and claims.html."
    })
@DefaultFolder("default: runs/claims; a folder of earlier claims goes on")
final class ClaimsCommand implements Callable<Integer> {
  private static final int FULL_SEEDS = 5;
  private static final int MAX_TOKENS = 90;

  /** The subfolder of trained policies. */
  private static final String BENCH = "bench";

  /** The options for what is read that change the numbers. */
  private static final List<String> INPUTS = List.of("--limit", "--model");

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Claims to test, such as O1,O3 (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Training seeds (default: 3, with --full 5).")
  private Integer seeds;

  @Option(
      names = "--full",
      description = "Twice the steps, all prompts and more seeds; takes hours instead of minutes.")
  private boolean full;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Optimiser steps of each training (default: 300, with --full 600).")
  private Integer steps;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Responses per optimiser step, two to a pair; a multiple of 8 (default: 32). 16"
              + " takes about half of the time and decides less.")
  private int batchSize = RunScale.BATCH_SIZE;

  @Option(
      names = "--prompts",
      paramLabel = "N",
      description = "Number of evaluation prompts (default: 100, with --full all).")
  private Integer prompts;

  @Option(names = "--answers", paramLabel = "N", description = "Answers per prompt (default: 8).")
  private int answers = RunScale.ANSWERS;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Maximum length of an answer in tokens (default: 90).")
  private int maxTokens = MAX_TOKENS;

  @Option(
      names = "--unseen",
      description =
          "Judge on prompts about combinations of topic and intent that no training text has.")
  private boolean unseen;

  @Mixin private FileReadOptions reading;
  @Mixin private ModelOption model;
  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    List<Claim> claims = Ledger.claims(only);
    checkCounts();
    Path folder = common.wantedFolder().orElse(Path.of("runs", "claims"));
    ClaimContext local = context(folder);
    try (FolderLock held = hold(folder);
        ClusterOption place = cluster) {
      ClaimContext bench = place.open().map(local::on).orElse(local);
      Ledger ledger = new Ledger(bench, folder);
      ledger.requireOneSetting();
      common.print(ledger.estimate(claims).toString());
      List<Ledger.Entry> entries = ledger.run(claims, this::print);
      finish(new LedgerPage(entries, facts(bench, entries), options()), bench, folder);
      return 0;
    } catch (ClaimInterruptedException | SamplingInterruptedException stopped) {
      common.note(
          "Stopped; "
              + Ledger.kept(folder)
              + ". The same command continues where it stopped, in "
              + folder
              + ".");
      return 1;
    }
  }

  /**
   * Holds the folder for this process alone and removes what a killed one left. Only its own places
   * are searched: other runs may go on in other subfolders.
   */
  private static FolderLock hold(Path folder) {
    FreeFolder.requireWritable(folder);
    FolderLock lock = FolderLock.of(folder);
    Leftovers.removeIn(folder);
    Leftovers.removeBelow(folder.resolve(BENCH));
    return lock;
  }

  private void checkCounts() {
    InvalidInputException.unless(
        seeds == null || seeds > 0, "--seeds must be > 0, got %s; a verdict needs 2.", seeds);
    InvalidInputException.unless(
        steps == null || steps > 0, "--steps must be > 0, got %s; try 300.", steps);
    InvalidInputException.unless(
        batchSize >= 8 && batchSize % 8 == 0,
        "--batch-size must be a multiple of 8, got %s; try 16.",
        batchSize);
    InvalidInputException.unless(
        prompts == null || prompts > 0, "--prompts must be > 0, got %s; try 100.", prompts);
    InvalidInputException.unless(answers > 0, "--answers must be > 0, got %s; try 8.", answers);
  }

  private ClaimContext context(Path folder) {
    Dataset data = reading.read(List.of(), "train", common);
    return new ClaimContext(
        scale(),
        model.policy(),
        data,
        Dataset.bundled(unseen ? "unseen" : "prompts").shuffle(1),
        Golden.reward(),
        folder.resolve(BENCH));
  }

  private void print(Ledger.Entry entry) {
    Finding finding = entry.finding();
    common.print(entry.claim().id() + " " + finding.verdict() + ": " + finding.ours());
  }

  private RunScale scale() {
    int count = seeds != null ? seeds : full ? FULL_SEEDS : 3;
    return new RunScale(
        LongStream.range(common.seed(), common.seed() + count).boxed().toList(),
        steps != null ? steps : full ? 600 : 300,
        batchSize,
        prompts != null ? prompts : full ? Integer.MAX_VALUE : 100,
        maxTokens,
        answers);
  }

  /** Returns the options that reproduce the numbers, where they are not the defaults. */
  private String options() {
    StringBuilder options = new StringBuilder();
    options.append(seeds == null ? "" : " --seeds " + seeds);
    options.append(full ? " --full" : "");
    options.append(unseen ? " --unseen" : "");
    options.append(steps == null ? "" : " --steps " + steps);
    options.append(batchSize == RunScale.BATCH_SIZE ? "" : " --batch-size " + batchSize);
    options.append(prompts == null ? "" : " --prompts " + prompts);
    options.append(answers == RunScale.ANSWERS ? "" : " --answers " + answers);
    options.append(maxTokens == MAX_TOKENS ? "" : " --max-tokens " + maxTokens);
    options.append(common.seed() == 1 ? "" : " --seed " + common.seed());
    command.commandLine().getParseResult().matchedOptions().stream()
        .filter(option -> INPUTS.contains(option.longestName()))
        .map(option -> " " + option.longestName() + " " + option.originalStringValues().get(0))
        .forEach(options::append);
    return options.toString().strip();
  }

  private Map<String, String> facts(ClaimContext bench, List<Ledger.Entry> entries) {
    Policy policy = bench.start();
    Map<String, String> facts =
        new LinkedHashMap<>(
            Provenance.of("size", bench.scale().text(), bench.labels().dataHash(), policy).facts());
    // Results from an earlier run of the command count as well.
    double minutes = entries.stream().mapToDouble(Ledger.Entry::minutes).sum();
    facts.put("took", Durations.text(Duration.ofMillis((long) (60_000 * minutes))));
    return facts;
  }

  private void finish(LedgerPage page, ClaimContext bench, Path folder) {
    page.write(folder, report -> answers(report, page.kept(), bench));
    Table table = page.table();
    table.removeColumns("statement", "the paper", "command");
    common.print(TextTable.text(table));
    common.print("Wrote " + folder + ": CLAIMS.md, claims.csv, claims.html and the charts.");
  }

  /**
   * Adds the answers of one claim's policies, once for the whole page: every claim has its own
   * policies, and sections about each would bury the verdicts.
   */
  private static ReportPage answers(
      ReportPage page, Map<String, KeptAnswers> kept, ClaimContext bench) {
    if (kept.isEmpty()) {
      return page;
    }
    List<String> asked = bench.prompts().subList(0, kept.values().iterator().next().texts().size());
    Optional<Reward> model = Optional.of(bench.reward(bench.scale().seeds().get(0)));
    Optional<Reward> truth = Optional.of(Golden.reward());
    return new KeptSections(asked, kept, bench.start(), model, truth, "of the first seed")
        .add(page);
  }
}
