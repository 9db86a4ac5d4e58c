package org.attune.judge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.attune.cluster.Cluster;
import org.attune.cluster.Portable;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;

/**
 * A language model behind an OpenAI-compatible API that judges by a protocol.
 *
 * <pre>{@code
 * var judge = LlmJudge.openAi("http://localhost:8000/v1", "qwen3").protocol(new PairwiseProtocol())
 *     .keptIn(Path.of("runs/judge")).concurrency(8);
 * System.out.println(judge.estimate(questions));
 * judge.judge(questions)
 * }</pre>
 *
 * <p>Immutable: each setting returns a new judge. Failed requests are repeated by the {@link
 * RetryPolicy}; what can only fail again is one sentence. With {@link #keptIn} every raw reply is
 * kept, and an interrupted call asks only for the rest when it is repeated.
 */
public final class LlmJudge implements Judge, Portable {
  private final OpenAiEndpoint endpoint;
  private final JudgeProtocol protocol;
  private final JudgeSettings settings;

  private LlmJudge(OpenAiEndpoint endpoint) {
    this(endpoint, new AllAnswersProtocol(), new JudgeSettings());
  }

  private LlmJudge(OpenAiEndpoint endpoint, JudgeProtocol protocol, JudgeSettings settings) {
    this.endpoint = endpoint;
    this.protocol = protocol;
    this.settings = settings;
  }

  /**
   * Returns a judge for a model of OpenAI; the key is read from {@code OPENAI_API_KEY}, and the
   * base URL from {@code OPENAI_BASE_URL} if that is set.
   */
  public static LlmJudge openAi(String model) {
    return new LlmJudge(OpenAiEndpoint.standard(model));
  }

  /**
   * Returns a judge for a model of any server that is compatible with OpenAI's API, such as vLLM,
   * llama.cpp, Ollama or {@code attune serve}.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   */
  public static LlmJudge openAi(String baseUrl, String model) {
    return new LlmJudge(OpenAiEndpoint.of(baseUrl, model));
  }

  /** Returns a judge behind an endpoint, such as one with its key in another variable. */
  public static LlmJudge at(OpenAiEndpoint endpoint) {
    return new LlmJudge(endpoint);
  }

  /** Returns this judge with another protocol; the default is {@link AllAnswersProtocol}. */
  public LlmJudge protocol(JudgeProtocol other) {
    return new LlmJudge(endpoint, other, settings);
  }

  /**
   * Returns this judge asking for the verdict of its protocol without the explanation before it,
   * for slow servers and small models.
   */
  public LlmJudge brief() {
    return protocol(new BriefProtocol(protocol));
  }

  /**
   * Returns this judge asking for replies in JSON, by the schema of its protocol: OpenAI's
   * structured outputs, which vLLM, llama.cpp and Ollama have too, so that every complete reply can
   * be read. A server that refuses the schema is asked in words alone. The allowed length of the
   * explanation fits into {@link #replyTokens}.
   */
  public LlmJudge structuredOutputs() {
    return with(s -> s.structured = true);
  }

  /** Returns this judge with another number of requests at the same time (default: 8). */
  public LlmJudge concurrency(int requests) {
    InvalidInputException.unless(
        requests > 0, "A judge needs at least 1 request at a time, got %d; try 8.", requests);
    return with(s -> s.concurrency = requests);
  }

  /** Returns this judge with a limit of requests per minute; 0 is none (default: 0). */
  public LlmJudge requestsPerMinute(double limit) {
    InvalidInputException.unless(
        limit >= 0, "The limit of requests per minute must be ≥ 0, got %s.", limit);
    return with(s -> s.perMinute = limit);
  }

  /** Returns this judge with another time limit for a whole reply (default: two minutes). */
  public LlmJudge timeout(Duration limit) {
    InvalidInputException.unless(
        !limit.isNegative() && !limit.isZero(), "The time limit must be positive, got %s.", limit);
    return with(s -> s.timeout = limit);
  }

  /** Returns this judge with another rule for failed requests. */
  public LlmJudge retry(RetryPolicy other) {
    return with(s -> s.retry = other);
  }

  /** Returns this judge with another budget for each call. */
  public LlmJudge budget(JudgeBudget other) {
    return with(s -> s.budget = other);
  }

  /** Returns this judge with another sampling temperature (default: 0). */
  public LlmJudge temperature(double other) {
    InvalidInputException.unless(
        other >= 0,
        "The temperature of a judge must be ≥ 0, got %s; 0 gives reproducible replies.",
        other);
    return with(s -> s.temperature = other);
  }

  /**
   * Returns this judge with another limit of a reply's tokens; 0 is the protocol's (default: 0).
   */
  public LlmJudge replyTokens(int limit) {
    InvalidInputException.unless(
        limit >= 0,
        "The limit of a reply must be ≥ 0 tokens, got %d; 0 uses the protocol's limit.",
        limit);
    return with(s -> s.replyTokens = limit);
  }

  /** Returns this judge with another seed of the order in which answers are shown (default: 1). */
  public LlmJudge seed(long other) {
    return with(s -> s.seed = other);
  }

  /** Returns this judge keeping every raw reply in a folder, and never asking for one twice. */
  public LlmJudge keptIn(Path folder) {
    return with(s -> s.folder = Optional.of(folder));
  }

  /**
   * Returns this judge with its requests sent by the workers of a cluster, in pieces of {@value
   * JudgeTask#PIECE}: its address is one that each worker sees, such as a server of its own at
   * {@code localhost}, and its key is read from a worker's environment. Replies are kept here.
   */
  @Override
  public LlmJudge on(Cluster cluster) {
    return with(s -> s.cluster = Optional.of(cluster));
  }

  @Override
  public Parts parts() {
    return new LlmJudgeParts(endpoint, protocol, settings);
  }

  private record LlmJudgeParts(
      OpenAiEndpoint endpoint, JudgeProtocol protocol, JudgeSettings settings) implements Parts {
    @Override
    public Object whole() {
      return new LlmJudge(endpoint, protocol, settings);
    }
  }

  private LlmJudge with(Consumer<JudgeSettings> change) {
    return new LlmJudge(endpoint, protocol, settings.with(change));
  }

  /** Returns this judge as a reward to train on; an answer without a valid score is an error. */
  public Reward asReward() {
    return new JudgeReward(this, Double.NaN);
  }

  /** Returns this judge as a reward that gives a fixed score where no valid one can be had. */
  public Reward asReward(double whenInvalid) {
    InvalidInputException.unless(
        Double.isFinite(whenInvalid), "The reward of an invalid reply must be finite.");
    return new JudgeReward(this, whenInvalid);
  }

  /** Returns what judging these questions will cost; nothing is sent. */
  public JudgeEstimate estimate(List<Question> questions) {
    try (ReplyStore store = store()) {
      return requests(questions).estimate(store);
    }
  }

  /** Returns what judging these questions will cost, and rejects what is beyond the budget. */
  public JudgeEstimate withinBudget(List<Question> questions) {
    JudgeEstimate estimate = estimate(questions);
    settings.budget.require(estimate);
    return estimate;
  }

  @Override
  public List<Judgement> judge(List<Question> questions) {
    JudgeRequests requests = requests(questions);
    try (ReplyStore store = store()) {
      settings.budget.require(requests.estimate(store));
      return requests.read(questions, store, send(requests.byKey(), store));
    }
  }

  private Map<String, String> send(Map<String, ChatRequest> requests, ReplyStore store) {
    return settings
        .cluster
        .map(cluster -> new JudgeCluster(endpoint, settings, cluster).send(requests, store))
        .orElseGet(() -> new JudgeRun(endpoint, settings, store).send(requests));
  }

  private ReplyStore store() {
    return settings.folder.map(ReplyStore::open).orElseGet(ReplyStore::inMemory);
  }

  private JudgeRequests requests(List<Question> questions) {
    return new JudgeRequests(endpoint, protocol, settings, questions);
  }

  @Override
  public String name() {
    return endpoint.model() + ", " + protocolName();
  }

  @Override
  public boolean comparesOnly() {
    return protocol.comparesOnly();
  }

  /** Returns the endpoint. */
  public OpenAiEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public String toString() {
    return "LlmJudge(" + endpoint + ", " + protocolName() + ")";
  }

  private String protocolName() {
    return JudgeRequests.asked(protocol, settings).name();
  }
}
