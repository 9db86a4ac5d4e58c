package org.attune.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.cluster.ClusterTask;
import org.attune.util.InvalidInputException;

/**
 * Some requests to a judge, sent by another process; its replies go back to be kept.
 *
 * @param endpoint where the judge is, seen from that process
 * @param settings how requests are sent
 * @param requests the requests by key
 */
record JudgeTask(OpenAiEndpoint endpoint, JudgeSettings settings, Map<String, ChatRequest> requests)
    implements ClusterTask<JudgeTask.Replies> {
  /** The number of requests of a piece. */
  static final int PIECE = 32;

  /**
   * What came back.
   *
   * @param replies by key
   * @param refused the server's words on requests that it refused, by key
   * @param failure what stopped the rest, empty if nothing did
   */
  record Replies(Map<String, ChatReply> replies, Map<String, String> refused, String failure) {}

  @Override
  public Replies run() {
    Map<String, String> refused = new LinkedHashMap<>();
    String failure = "";
    try (ReplyStore store = ReplyStore.inMemory()) {
      try {
        refused.putAll(new JudgeRun(endpoint, settings, store).send(requests));
      } catch (InvalidInputException stopped) { // The replies before it are paid for.
        // What it says of lost replies holds in this process alone.
        failure = stopped.getMessage().replaceFirst(" \\(after \\d+ of .*\\)\\.$", ".");
      }
      Map<String, ChatReply> replies = new LinkedHashMap<>();
      requests.keySet().forEach(key -> store.find(key).ifPresent(r -> replies.put(key, r)));
      return new Replies(replies, refused, failure);
    }
  }
}
