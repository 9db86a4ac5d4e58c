package org.attune.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Evaluation;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.evaluate.KlDivergence;
import org.attune.evaluate.Metric;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Samples policies' answers to the same prompts and compares them. */
@Command(
    name = "evaluate",
    description = "Samples answers of policies to prompts and evaluates them.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune evaluate --model runs/rwr --model runs/ca --baseline base",
      "  attune evaluate --model llama --prompts prompts.jsonl --reward runs/reward --limit 50",
      "",
      "Prints every number with its 95 %% interval and writes evaluation.csv, components.csv,"
          + " costs.csv,",
      "the answers of each decoding, one chart for each metric, and report.html."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      converter = ModelOption.Folder.class,
      arity = "1..*",
      description =
          "Hugging Face folders, GGUF files or folders of training runs (default: start, the"
              + " bundled start).")
  private List<Path> models = List.of();

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      converter = ModelOption.Folder.class,
      description =
          "The policy to compare with, by win rate and KL (default: none); start and base are the"
              + " bundled models.")
  private Path baseline;

  @Option(
      names = {"--test", "--prompts", "--data"},
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "JSON Lines, CSV or Parquet files with the evaluation prompts (default: the bundled"
              + " prompts).")
  private List<Path> prompts = List.of();

  @Option(
      names = "--reward",
      paramLabel = "REWARD",
      converter = RewardOption.Name.class,
      description =
          "golden, length, accuracy (1 if the final answer is that of the solution in the test"
              + " data), or the folder of a reward model, or of a preference model, which compares with"
              + " a --baseline (default: golden for the bundled prompts; other prompts need one).")
  private String rewardName;

  @Option(
      names = "--decoding",
      paramLabel = "LIST",
      split = ",",
      description = "Temperatures, or the word greedy (default: 1,greedy).")
  private List<String> decodings = List.of("1", "greedy");

  @Option(
      names = "--answers",
      paramLabel = "N",
      description =
          "Sampled answers per prompt (default: 1); more make the intervals narrower, if the reward"
              + " is fast.")
  private int answers = 1;

  @Option(
      names = "--pass-at",
      paramLabel = "K",
      split = ",",
      description =
          "Also the probability that one of K sampled answers is right, for a reward that is 1 or"
              + " 0, such as accuracy; needs --answers of K or more.")
  private List<Integer> passAt = List.of();

  @Mixin private EncodingOptions encoding;
  @Mixin private FileReadOptions reading;
  @Mixin private GenerationOptions decoding;
  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    try (ClusterOption place = cluster) {
      place.open();
      return evaluated(place);
    }
  }

  private int evaluated(ClusterOption place) {
    List<GenerationConfig> ways = decodings.stream().map(this::decoding).toList();
    requireTries(ways);
    Dataset asked = reading.read(prompts, "prompts", common);
    InvalidInputException.unless(answers > 0, "--answers must be > 0, got %s; try 8.", answers);
    Reward reward = reward(asked);
    List<Policy> policies = policies();
    policies.forEach(policy -> decoding.note(policy, common));
    Evaluation evaluation =
        Evaluate.policies(
            policies.stream().map(place::place).toList(),
            asked,
            ways,
            answers,
            metrics(policies, place.place(reward)));
    Optional<Reward> truth = prompts.isEmpty() ? Optional.of(Golden.reward()) : Optional.empty();
    EvaluationReport report = new EvaluationReport(evaluation, policies, asked, reward, truth);
    try (RunFolder folder = common.folder()) {
      report.write(folder);
      common.print(report.text());
      common.print(folder.summary());
      return 0;
    }
  }

  private void requireTries(List<GenerationConfig> ways) {
    InvalidInputException.unless(
        ways.stream().anyMatch(way -> way.temperature() > 0)
            || passAt.stream().allMatch(k -> k <= 1),
        "--pass-at needs several answers to each prompt, and a greedy policy gives one; add a"
            + " temperature to --decoding, such as 1,greedy.");
  }

  private Reward reward(Dataset asked) {
    Reward reward =
        RewardOption.ACCURACY.equals(rewardName)
            ? RewardOption.accuracy(asked)
            : RewardOption.named(rewardName, prompts.isEmpty());
    InvalidInputException.unless(
        !reward.comparesOnly() || baseline != null,
        "A pairwise preference model compares answers with those of another policy; name the"
            + " --baseline, such as base.");
    return reward;
  }

  private GenerationConfig decoding(String word) {
    if (word.strip().toLowerCase(Locale.ROOT).equals("greedy")) {
      return decoding.at(0, common.seed());
    }
    try {
      return decoding.at(Double.parseDouble(word.strip()), common.seed());
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "--decoding takes temperatures and the word greedy, got '" + word + "'; try 1,greedy.",
          e);
    }
  }

  /** Returns the baseline first, where there is one, then the models, under different names. */
  private List<Policy> policies() {
    List<Path> folders = new ArrayList<>(baseline == null ? List.of() : List.of(baseline));
    folders.addAll(models.isEmpty() && baseline == null ? List.of(Path.of("start")) : models);
    Set<String> names = new LinkedHashSet<>();
    List<Policy> policies = new ArrayList<>();
    for (Path folder : folders) {
      Policy policy = encoding.apply(ModelOption.load(folder));
      String name = policy.name();
      for (int i = 2; !names.add(name); i++) {
        name = policy.name() + "-" + i;
      }
      policies.add(policy.named(name));
    }
    return policies;
  }

  private Metric[] metrics(List<Policy> policies, Reward reward) {
    List<Metric> metrics = new ArrayList<>();
    if (!reward.comparesOnly()) {
      metrics.add(Evaluate.meanReward(reward));
    }
    passAt.forEach(k -> metrics.add(Evaluate.passAt(k, reward)));
    if (baseline != null) {
      Policy compared = policies.get(0);
      metrics.add(Evaluate.winRate(reward, compared));
      if (policies.stream().allMatch(policy -> sameTokens(policy, compared))) {
        metrics.add(Evaluate.klTo(compared));
      } else {
        common.note("KL is left out because not all policies share the baseline's tokenizer.");
      }
    }
    metrics.add(Evaluate.length());
    return metrics.toArray(Metric[]::new);
  }

  private static boolean sameTokens(Policy one, Policy other) {
    return KlDivergence.sameWords(one.model(), other.model());
  }
}
