package org.attune.judge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.attune.cluster.Cluster;
import org.attune.cluster.Portable;
import org.attune.data.chat.ChatMessage;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.attune.util.Sha256;

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
      return estimate(distinct(questions), store);
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
    try (ReplyStore store = store()) {
      Map<String, ChatRequest> requests = distinct(questions);
      settings.budget.require(estimate(requests, store));
      Map<String, String> refused =
          settings
              .cluster
              .map(cluster -> new JudgeCluster(endpoint, settings, cluster).send(requests, store))
              .orElseGet(() -> new JudgeRun(endpoint, settings, store).send(requests));
      return read(questions, store, refused);
    }
  }

  private ReplyStore store() {
    return settings.folder.map(ReplyStore::open).orElseGet(ReplyStore::inMemory);
  }

  private static JudgeEstimate estimate(Map<String, ChatRequest> requests, ReplyStore store) {
    Set<String> open = new HashSet<>(requests.keySet());
    open.removeIf(key -> store.find(key).isPresent());
    long prompt = open.stream().mapToLong(key -> requests.get(key).promptTokens()).sum();
    long reply = open.stream().mapToLong(key -> requests.get(key).maxTokens()).sum();
    return new JudgeEstimate(open.size(), requests.size() - open.size(), prompt, reply);
  }

  /** Returns the requests by key, each once. */
  private Map<String, ChatRequest> distinct(List<Question> questions) {
    Map<String, ChatRequest> requests = new java.util.LinkedHashMap<>();
    for (Question question : questions) {
      for (ChatRequest request : requests(question)) {
        requests.putIfAbsent(request.key(endpoint), request);
      }
    }
    return requests;
  }

  private List<ChatRequest> requests(Question question) {
    int limit = settings.replyTokens > 0 ? settings.replyTokens : protocol.maxTokens();
    List<ChatRequest> requests = new ArrayList<>();
    for (List<ChatMessage> messages : protocol.requests(question, seed(question))) {
      requests.add(new ChatRequest(messages, limit, settings.temperature, settings.seed));
    }
    return requests;
  }

  /** The order depends on the question, not on its place, so that kept replies fit a subset. */
  private long seed(Question question) {
    String hash = Sha256.of(settings.seed + "\n" + String.join("\n", question.turns()));
    return Long.parseUnsignedLong(hash.substring(0, 16), 16);
  }

  private List<Judgement> read(
      List<Question> questions, ReplyStore store, Map<String, String> refused) {
    Map<Question, Judgement> read = new HashMap<>();
    return questions.stream()
        .map(question -> read.computeIfAbsent(question, q -> read(q, store, refused)))
        .toList();
  }

  private Judgement read(Question question, ReplyStore store, Map<String, String> refused) {
    List<String> replies = new ArrayList<>();
    for (ChatRequest request : requests(question)) {
      String key = request.key(endpoint);
      Optional<ChatReply> reply = store.find(key);
      if (reply.isEmpty()) {
        return Judgement.invalid(question.systems(), refused.getOrDefault(key, "no reply"));
      }
      replies.add(reply.get().readable());
    }
    return protocol.read(question, seed(question), replies);
  }

  @Override
  public String name() {
    return endpoint.model() + ", " + protocol.name();
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
    return "LlmJudge(" + endpoint + ", " + protocol.name() + ")";
  }
}
