package org.attune.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.data.Pair;
import org.attune.reward.Reward;
import org.attune.sample.Candidate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.TwoPolicySampler;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Samples a policy's responses to every prompt of the data, using a source. */
@Command(
    name = "sample",
    description = "Samples responses of a policy to the data's prompts.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune sample --source topp --k 4 --temperature 0.8 --limit 200",
      "  attune sample --data helpful.jsonl --model llama --source diverse --out runs/diverse",
      "  attune sample --source rejection --proposals 32 --k 4 --reward golden",
      "",
      "  attune sample --versus runs/ipo-800,runs/ipo-4k --reward golden --out runs/duel",
      "  attune train --method ipo --data runs/duel/pairs.jsonl --reward provided",
      "",
      "Writes candidates.jsonl: prompt, response, log_prob, tokens, and the reward if one is named",
      "or selects the responses; or, with --versus, pairs.jsonl: prompt, chosen, rejected, without",
      "ties. Samples are cached in ~/.cache/attune/samples, or in the folder that the variable",
      "ATTUNE_SAMPLES names; ATTUNE_SAMPLES=off caches nothing."
    })
final class SampleCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private SamplerOptions options;
  @Mixin private RewardOption reward;
  @Mixin private GenerationOptions decoding;

  @Option(
      names = "--versus",
      paramLabel = "A,B",
      split = ",",
      description =
          "Two policies (folders, or base) that each answer every prompt once; the "
              + "--reward turns the answers into pairs.")
  private List<Path> versus = List.of();

  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    options.check(command);
    if (!versus.isEmpty()) {
      return duel();
    }
    cluster.open();
    Reward named = named(options.choosesByReward() || reward.isNamed());
    Dataset rows = data.data(common);
    Reward judge = reward.accuracy() ? RewardOption.accuracy(rows) : named;
    ResponseSampler source = options.source(judge, decoding, common.seed());
    Policy policy = model.policy();
    decoding.note(policy, common);
    try (RunFolder folder = common.folder();
        ClusterOption place = cluster) {
      List<String> prompts = rows.prompts();
      List<List<Candidate>> found = place.place(policy).sample(prompts, source);
      folder.text("candidates.jsonl", lines(prompts, found, judge));
      int count = found.stream().mapToInt(List::size).sum();
      String responses = Numbers.counted(count, "response", "responses");
      String asked = Numbers.counted(prompts.size(), "prompt", "prompts");
      common.print(responses + " to " + asked + ": " + source);
      common.print(folder.summary());
      return 0;
    }
  }

  /** Returns the reward that needs no data, so that a wrong name is refused before any is read. */
  private Reward named(boolean judged) {
    return judged && !reward.accuracy() ? reward.given(data.bundled()) : null;
  }

  /** Compares two policies and keeps the pairs that a judge scores differently. */
  private int duel() {
    requireDuel();
    Reward named = named(true);
    GenerationConfig wish = options.sampling(decoding, common.seed());
    Dataset rows = data.data(common);
    Reward judge = reward.accuracy() ? RewardOption.accuracy(rows) : named;
    List<String> prompts = rows.prompts();
    try (RunFolder folder = common.folder();
        ClusterOption place = cluster) {
      Policy first = place.place(ModelOption.load(versus.get(0)));
      Policy second = place.place(ModelOption.load(versus.get(1)));
      List<List<Candidate>> both =
          first.sample(prompts, ResponseSampler.versus(first, second).with(wish));
      List<Pair> pairs = pairs(prompts, both, judge);
      folder.text("pairs.jsonl", lines(pairs));
      String names = first.name() + " and " + second.name();
      String ties = Numbers.counted(prompts.size() - pairs.size(), "tie", "ties");
      String found = Numbers.counted(pairs.size(), "pair", "pairs");
      common.print(found + " of " + names + " by " + judge + "; " + ties + " left out");
      common.print(folder.summary());
      return 0;
    }
  }

  private void requireDuel() {
    InvalidInputException.unless(
        versus.size() == 2,
        "--versus takes two policies with a comma between them, such as runs/a,base; got %d.",
        versus.size());
    String why = "--versus draws one response from each of its two policies";
    UnusedOptions.refuse(command, why, Set.of("--k"));
    UnusedOptions.refuse(command, why, List.of(ModelOption.class, EncodingOptions.class), Set.of());
  }

  private static List<Pair> pairs(List<String> prompts, List<List<Candidate>> both, Reward judge) {
    List<Pair> pairs = TwoPolicySampler.pairs(prompts, both, judge);
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "The reward scores both responses the same for each of the %d prompts; use another"
            + " --reward or more prompts.",
        prompts.size());
    return pairs;
  }

  private static String lines(List<Pair> pairs) {
    StringBuilder lines = new StringBuilder();
    for (Pair pair : pairs) {
      JsonObject line = new JsonObject();
      line.addProperty("prompt", pair.prompt());
      line.addProperty("chosen", pair.chosen());
      line.addProperty("rejected", pair.rejected());
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private static String lines(List<String> prompts, List<List<Candidate>> found, Reward judge) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < prompts.size(); i++) {
      for (Candidate candidate : found.get(i)) {
        JsonObject line = new JsonObject();
        line.addProperty("prompt", prompts.get(i));
        line.addProperty("response", candidate.text());
        line.addProperty("log_prob", candidate.logProb());
        line.addProperty("tokens", candidate.ids().size());
        if (judge != null && !judge.comparesOnly()) {
          line.addProperty("reward", judge.score(prompts.get(i), candidate.text()));
        }
        lines.append(line).append('\n');
      }
    }
    return lines.toString();
  }
}
