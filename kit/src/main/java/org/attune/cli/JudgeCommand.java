package org.attune.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.Golden;
import org.attune.judge.Judge;
import org.attune.judge.JudgedComparison;
import org.attune.judge.LlmJudge;
import org.attune.judge.PromptSet;
import org.attune.judge.Question;
import org.attune.judge.SystemAnswers;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a judge compare policies and other systems. */
@Command(
    name = "judge",
    description = "Has a judge compare systems, and reports which differences are significant.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune judge --model runs/ca --model runs/rwr --model start",
      "  attune judge --model runs/ca --model start --judge-model gpt-4o-mini --protocol pairwise",
      "  attune judge --prompts question.jsonl --answers ours.json --answers gpt4.json \\",
      "      --judge-model qwen3 --base-url http://localhost:8000/v1 --estimate",
      "",
      "Prints a ranking and every pair of systems, and writes ranking.csv, pairs.csv,"
          + " judgements.csv,",
      "the answers, annotations and leaderboard in AlpacaEval's format, and report.html. Replies"
          + " of a",
      "model are kept in --replies: the same command after a stop asks only for the rest."
    })
final class JudgeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private SystemsOption systems;
  @Mixin private JudgeOptions options;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description = "The system that the leaderboard compares with (default: the last one named).")
  private String baseline;

  @Option(
      names = "--estimate",
      description = "Only print what the judge would need: requests and tokens.")
  private boolean estimate;

  @Mixin private GenerationOptions decoding;
  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    try (ClusterOption place = cluster) {
      Judge judge = options.judge(command, systems.bundled(), common.seed());
      return compared(place.open().map(judge::on).orElse(judge));
    }
  }

  private int compared(Judge judge) {
    InvalidInputException.unless(
        !estimate || judge instanceof LlmJudge,
        "--estimate is for a --judge-model; a reward needs no requests.");
    String base = base();
    PromptSet prompts = systems.prompts();
    List<SystemAnswers> answers = systems.systems(prompts, decoding.at(0, common.seed()), cluster);
    if (judge instanceof LlmJudge model) {
      List<Question> questions = JudgedComparison.questions(judge, prompts, answers);
      if (estimate) {
        common.print(judge.name() + " would need " + model.estimate(questions) + ".");
        return 0;
      }
      common.note(judge.name() + ": " + model.withinBudget(questions) + ".");
    }
    JudgedComparison comparison = JudgedComparison.of(judge, prompts, answers);
    report(judge, comparison, base);
    if (comparison.invalid() > 0 && options.inWords()) {
      common.note("--structured-outputs asks for JSON, so that more replies can be read.");
    }
    return 0;
  }

  /** Returns the system to compare with; an unknown one is rejected before any policy answers. */
  private String base() {
    List<String> names = systems.names();
    InvalidInputException.unless(
        names.size() > 1,
        "A comparison needs at least 2 systems; name them with --model and --answers.");
    String base = baseline == null ? names.get(names.size() - 1) : baseline;
    InvalidInputException.unless(
        names.contains(base), "--baseline must be one of the systems %s, got '%s'.", names, base);
    return base;
  }

  private void report(Judge judge, JudgedComparison comparison, String base) {
    Optional<Reward> truth = systems.bundled() ? Optional.of(Golden.reward()) : Optional.empty();
    try (RunFolder folder = common.folder();
        LoadedSystems policies = systems.loaded(comparison.bradleyTerry().order())) {
      JudgeReport report =
          new JudgeReport(comparison, base, judge.toString(), truth, policies.policies());
      report.write(folder);
      common.print(report.text());
      common.print(folder.summary());
    }
  }
}
