package org.attune.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.attune.Policy;
import org.attune.sample.Completions;
import org.attune.sample.FolderDecoding;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a policy one question and prints its answer. */
@Command(
    name = "ask",
    description = "Asks a policy and prints its answer.",
    synopsisHeading = "Usage: ",
    customSynopsis = "attune ask PROMPT [OPTIONS]",
    sortOptions = false,
    parameterListHeading = "%n",
    footer = {
      "",
      "Examples:",
      "  attune ask \"How do I start baking bread?\"",
      "  attune ask --prompt \"Why is the sky blue?\" --model runs/ca --score 2 --temperature 0.7",
      "",
      "Nothing is written to disk unless --out names a folder, which then gets answer.txt."
    })
@DefaultFolder("default: none, nothing is written")
final class AskCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Question question;

  /** The two ways to give a question. */
  static final class Question {
    @Parameters(index = "0", paramLabel = "PROMPT", description = "The prompt.")
    private String bare;

    @Option(names = "--prompt", paramLabel = "PROMPT", description = "The prompt, as an option.")
    private String named;

    private String text() {
      return named == null ? bare : named;
    }
  }

  @Mixin private ModelOption model;

  @Option(
      names = "--score",
      paramLabel = "X",
      description =
          "The quantile of the training rewards to ask for, such as 0.9; only for policies aligned"
              + " with ca (default: as trained).")
  private Double score;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "0 takes the most probable token, 1 samples the policy (default: what the model's"
              + " generation_config.json asks for, or 0).")
  private Double temperature;

  @Mixin private GenerationOptions decoding;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    InvalidInputException.unless(
        !question.text().isBlank(), "The prompt is blank; write a question in quotation marks.");
    Policy policy = scored(model.policy());
    FolderDecoding own = FolderDecoding.of(policy.model());
    own.note().ifPresent(common::note);
    GenerationConfig way = decoding.over(own.decoding(), temperature, common.seed());
    decoding.note(policy, common);
    Completions answers =
        Completions.sample(policy.model(), policy.layout(), List.of(question.text()), way);
    answers.truncation().ifPresent(common::note);
    String answer = answers.texts().get(0);
    common.print(answer);
    if (common.wantedFolder().isPresent()) {
      try (RunFolder folder = common.folder()) {
        folder.text("answer.txt", answer + "\n");
      }
    }
    return 0;
  }

  private Policy scored(Policy policy) {
    if (score == null) {
      return policy;
    }
    InvalidInputException.unless(
        policy.layout().conditional(),
        "--score is for policies that were aligned with ca, and %s was not.",
        policy.name());
    return policy.conditionedOn(score);
  }
}
