package org.attune.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.reward.Reward;
import org.attune.sample.Candidate;
import org.attune.sample.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a policy respond to every prompt of the data, in the way a source says. */
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
      "Writes candidates.jsonl: prompt, response, log_prob, tokens, and the reward where one chose.",
      "Samples are kept for the next time, see ATTUNE_SAMPLES in the README."
    })
final class SampleCommand implements Callable<Integer> {
  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private SourceOptions options;
  @Mixin private RewardOption reward;
  @Mixin private DecodingOptions decoding;
  @Mixin private Common common;

  @Override
  public Integer call() {
    Reward judge = options.choosesByReward() ? reward.given(data.embedded()) : null;
    Source source = options.source(judge, decoding, common.seed());
    Dataset rows = data.data(common);
    Policy policy = model.policy();
    try (RunFolder folder = common.folder()) {
      List<String> prompts = rows.prompts();
      List<List<Candidate>> found = policy.sample(prompts, source);
      folder.text("candidates.jsonl", lines(prompts, found, judge));
      int count = found.stream().mapToInt(List::size).sum();
      common.print(count + " responses to " + prompts.size() + " prompts: " + source);
      common.print(folder.summary());
      return 0;
    }
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
        if (judge != null) {
          line.addProperty("reward", judge.score(prompts.get(i), candidate.text()));
        }
        lines.append(line).append('\n');
      }
    }
    return lines.toString();
  }
}
