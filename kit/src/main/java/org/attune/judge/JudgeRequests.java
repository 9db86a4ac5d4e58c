package org.attune.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.data.chat.ChatMessage;
import org.attune.util.Sha256;

/** What a judge asks about some questions: each request once, by its key. */
final class JudgeRequests {
  private final JudgeProtocol protocol;
  private final JudgeSettings settings;
  private final Map<Question, List<String>> keys = new HashMap<>();
  private final Map<String, ChatRequest> requests = new LinkedHashMap<>();

  JudgeRequests(
      OpenAiEndpoint endpoint,
      JudgeProtocol protocol,
      JudgeSettings settings,
      List<Question> questions) {
    this.settings = settings;
    this.protocol = asked(protocol, settings);
    int limit = limit(protocol, settings);
    for (Question question : questions) {
      keys.computeIfAbsent(question, asked -> add(asked, limit, endpoint));
    }
  }

  /** Returns the protocol as the settings change it. */
  static JudgeProtocol asked(JudgeProtocol protocol, JudgeSettings settings) {
    return settings.structured
        ? new StructuredProtocol(protocol, limit(protocol, settings))
        : protocol;
  }

  private static int limit(JudgeProtocol protocol, JudgeSettings settings) {
    return settings.replyTokens > 0 ? settings.replyTokens : protocol.maxTokens();
  }

  private List<String> add(Question question, int limit, OpenAiEndpoint endpoint) {
    Optional<String> schema =
        protocol instanceof StructuredProtocol json
            ? Optional.of(json.json(question))
            : Optional.empty();
    List<String> added = new ArrayList<>();
    for (List<ChatMessage> messages : protocol.requests(question, seed(question))) {
      ChatRequest request = ChatRequest.of(messages, settings, limit, schema);
      String key = request.key(endpoint);
      requests.putIfAbsent(key, request);
      added.add(key);
    }
    return added;
  }

  /** The order depends on the question, not on its place, so that kept replies fit a subset. */
  private long seed(Question question) {
    String hash = Sha256.of(settings.seed + "\n" + String.join("\n", question.turns()));
    return Long.parseUnsignedLong(hash.substring(0, 16), 16);
  }

  /** Returns the requests by key. */
  Map<String, ChatRequest> byKey() {
    return Collections.unmodifiableMap(requests);
  }

  /** Returns what the requests without a kept reply will cost. */
  JudgeEstimate estimate(ReplyStore store) {
    List<ChatRequest> open = new ArrayList<>();
    requests.forEach(
        (key, request) -> {
          if (store.find(key).isEmpty()) {
            open.add(request);
          }
        });
    long prompt = open.stream().mapToLong(ChatRequest::promptTokens).sum();
    long reply = open.stream().mapToLong(ChatRequest::maxTokens).sum();
    return new JudgeEstimate(open.size(), requests.size() - (long) open.size(), prompt, reply);
  }

  /** Returns one judgement per question; refused requests have the server's words instead. */
  List<Judgement> read(List<Question> questions, ReplyStore store, Map<String, String> refused) {
    Map<Question, Judgement> read = new HashMap<>();
    return questions.stream()
        .map(question -> read.computeIfAbsent(question, q -> read(q, store, refused)))
        .toList();
  }

  private Judgement read(Question question, ReplyStore store, Map<String, String> refused) {
    List<String> replies = new ArrayList<>();
    for (String key : keys.get(question)) {
      Optional<ChatReply> reply = store.find(key);
      if (reply.isEmpty()) {
        return Judgement.invalid(question.systems(), refused.getOrDefault(key, "no reply"));
      }
      replies.add(reply.get().readable());
    }
    return protocol.read(question, seed(question), replies);
  }
}
