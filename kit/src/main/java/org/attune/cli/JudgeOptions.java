package org.attune.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.attune.judge.AllAnswersProtocol;
import org.attune.judge.FourWayProtocol;
import org.attune.judge.Judge;
import org.attune.judge.JudgeBudget;
import org.attune.judge.JudgeProtocol;
import org.attune.judge.LlmJudge;
import org.attune.judge.OpenAiEndpoint;
import org.attune.judge.PairwiseProtocol;
import org.attune.judge.RewardJudge;
import org.attune.judge.SingleAnswerProtocol;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for who judges. */
@OptionGroup("Judge")
final class JudgeOptions {
  private static final Map<String, JudgeProtocol> PROTOCOLS =
      Map.of(
          "all", new AllAnswersProtocol(),
          "single", new SingleAnswerProtocol(),
          "pairwise", new PairwiseProtocol(),
          "four-way", new FourWayProtocol());

  @Option(
      names = "--judge-model",
      paramLabel = "NAME",
      description =
          "A model behind an OpenAI-compatible API, such as gpt-4o-mini (default: the --reward"
              + " judges). Its key is read from the environment, see --key-variable.")
  private String model;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Where that model is served, such as http://localhost:8000/v1 (default: OPENAI_BASE_URL,"
              + " else OpenAI's).")
  private String baseUrl;

  @Option(
      names = "--key-variable",
      paramLabel = "NAME",
      description = "The environment variable that holds the key (default: OPENAI_API_KEY).")
  private String keyVariable = OpenAiEndpoint.KEY;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "The protocol: all (all answers at once, 1 to 10), single (one answer, 1 to 10), pairwise"
              + " (two answers in both orders), or four-way (relevance, correctness, coherence,"
              + " safety) (default: all).")
  private String protocol = "all";

  @Option(
      names = "--brief",
      description =
          "Ask for the verdict only, without an explanation; for slow servers and small models.")
  private boolean brief;

  @Option(
      names = "--structured-outputs",
      description =
          "Ask for replies in JSON by a schema (response_format), so that small models' replies can"
              + " be read too; a server that refuses the schema is asked in words alone.")
  private boolean structured;

  @Option(
      names = "--reward",
      paramLabel = "REWARD",
      converter = RewardOption.Name.class,
      description =
          "Judge offline with a reward: golden, length, or the folder of a reward model or"
              + " preference model (default: golden on the bundled world).")
  private String reward;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Requests at the same time (default: 8).")
  private int concurrency = 8;

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      description = "Maximum requests per minute; 0 means no limit (default: 0).")
  private double perMinute;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Time limit for one reply in seconds (default: 120).")
  private double timeout = 120;

  @Option(
      names = "--reply-tokens",
      paramLabel = "N",
      description =
          "Maximum length of a reply in tokens; lower it for a slow server, which truncates"
              + " explanations (default: what the protocol needs, 256 to 1024).")
  private int replyTokens;

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      description = "Refuse to start if more requests would be needed (default: 2000).")
  private long maxRequests = JudgeBudget.STANDARD.requests();

  @Option(
      names = "--max-judge-tokens",
      paramLabel = "N",
      description = "Refuse to start if more tokens would be needed (default: 2000000).")
  private long maxTokens = JudgeBudget.STANDARD.tokens();

  @Option(
      names = "--replies",
      paramLabel = "DIR",
      description =
          "Folder that stores every raw reply, so that no request is sent twice (default:"
              + " runs/judge-replies).")
  private Path replies = Path.of("runs", "judge-replies");

  /** Returns the judge. */
  Judge judge(CommandSpec command, boolean bundled, long seed) {
    return model == null ? offline(command, bundled) : model(seed);
  }

  /** Returns whether a model is asked for its verdict in words. */
  boolean inWords() {
    return model != null && !structured;
  }

  private Judge offline(CommandSpec command, boolean bundled) {
    InvalidInputException.unless(
        baseUrl == null, "--base-url needs a model; name it with --judge-model.");
    InvalidInputException.unless(
        reward != null || bundled,
        "Name the judge: --judge-model for a model behind an API, or --reward.");
    UnusedOptions.refuse(
        command,
        "Without --judge-model a reward judges, which is not asked by requests",
        List.of(JudgeOptions.class),
        Set.of("--reward"));
    return new RewardJudge(RewardOption.named(reward, bundled));
  }

  private Judge model(long seed) {
    InvalidInputException.unless(
        reward == null, "Give --judge-model or --reward, not both: each is a judge.");
    InvalidInputException.unless(timeout > 0, "--timeout must be > 0, got %s.", timeout);
    JudgeProtocol asked = PROTOCOLS.get(protocol.toLowerCase(Locale.ROOT));
    InvalidInputException.unless(
        asked != null, "--protocol is all, single, pairwise or four-way, got '%s'.", protocol);
    OpenAiEndpoint endpoint =
        baseUrl == null ? OpenAiEndpoint.standard(model) : OpenAiEndpoint.of(baseUrl, model);
    LlmJudge judge = LlmJudge.at(endpoint.keyFrom(keyVariable)).protocol(asked);
    LlmJudge asking = brief ? judge.brief() : judge;
    return (structured ? asking.structuredOutputs() : asking)
        .concurrency(concurrency)
        .requestsPerMinute(perMinute)
        .timeout(Duration.ofMillis((long) (1000 * timeout)))
        .budget(new JudgeBudget(maxRequests, maxTokens))
        .replyTokens(replyTokens)
        .seed(seed)
        .keptIn(replies);
  }
}
