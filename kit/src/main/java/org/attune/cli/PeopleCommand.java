package org.attune.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.evaluate.Agreement;
import org.attune.judge.JudgingPage;
import org.attune.judge.PeopleTables;
import org.attune.judge.PeopleVotes;
import org.attune.judge.PromptSet;
import org.attune.util.InvalidInputException;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets people judge, and reads what they said. */
@Command(
    name = "people",
    description = "Writes a page for blind judging by people, or reads their votes.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune people --model runs/ca --model start --limit 50 --out runs/people",
      "  attune people --key runs/people/key.json --votes ann.json --votes bea.json \\",
      "      --judged runs/judge/judgements.csv",
      "",
      "The first writes judge.html, a single file to send to people, and key.json, which you keep.",
      "The second prints wins, ties and losses with intervals, how far people agree, and, with",
      "--judged, how far a judge of 'attune judge' agrees with them."
    })
final class PeopleCommand implements Callable<Integer> {
  private static final int WIDTH = 140;

  @Mixin private SystemsOption systems;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The key of the page that people judged on (default: a page is written).")
  private Path key;

  @Option(
      names = "--votes",
      paramLabel = "FILE",
      arity = "1..*",
      description = "The files that people exported, one each (default: none).")
  private List<Path> votes = List.of();

  @Option(
      names = "--judged",
      paramLabel = "FILE",
      description = "The judgements.csv of a judge of the same systems (default: none).")
  private Path judged;

  @Mixin private GenerationOptions decoding;
  @Mixin private CommonOptions common;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    InvalidInputException.unless(
        (key == null) == votes.isEmpty(),
        "Reading votes takes both the --key of the page and the --votes; writing a page takes"
            + " neither.");
    return key == null ? write() : read();
  }

  private int write() {
    UnusedOptions.refuse(
        command, "Without --key a page is written, and no votes are read", Set.of("--judged"));
    JudgingPage.requireComparable(systems.names().size()); // Before any policy answers.
    PromptSet prompts = systems.prompts();
    JudgingPage page =
        JudgingPage.of(
            prompts,
            systems.systems(prompts, decoding.at(0, common.seed()), new ClusterOption()),
            common.seed());
    try (RunFolder folder = common.folder()) {
      folder.text("judge.html", page.html());
      folder.text("key.json", page.key());
      common.print(
          "Send judge.html to people; keep key.json, and read the files that they export with"
              + " 'attune people --key "
              + folder.path().resolve("key.json")
              + " --votes …'.");
      common.print(folder.summary());
      return 0;
    }
  }

  private int read() {
    UnusedOptions.refuse(
        command,
        "--key reads votes on a page that has its prompts and answers already",
        List.of(SystemsOption.class, GenerationOptions.class),
        Set.of());
    PeopleVotes people = PeopleVotes.read(key, votes);
    try (RunFolder folder = common.folder()) {
      folder.csv("ranking.csv", PeopleTables.ranking(people));
      folder.csv("pairs.csv", PeopleTables.pairs(people));
      common.print(TextTable.text(PeopleTables.ranking(people), WIDTH));
      common.print(TextTable.text(PeopleTables.pairs(people), WIDTH));
      common.print("Votes of " + String.join(", ", people.people()) + ".");
      if (people.people().size() > 1) {
        common.print(agreement(people.agreement()));
      }
      if (judged != null) {
        common.print(PeopleTables.againstJudge(people, judged));
      }
      common.print(folder.summary());
      return 0;
    }
  }

  private static String agreement(Agreement agreement) {
    return String.format(
        Locale.ROOT,
        "Agreement: %.1f %% equal, %.1f %% not contradicting, Fleiss' κ %.2f, Krippendorff's α"
            + " (ordinal) %.2f%s",
        100 * agreement.exact(),
        100 * agreement.notContradicting(),
        agreement.fleissKappa(),
        agreement.krippendorffOrdinal(),
        agreement.ratings()[0].length == 2
            ? String.format(Locale.ROOT, ", Cohen's κ %.2f", agreement.cohensKappa(0, 1))
            : "");
  }
}
