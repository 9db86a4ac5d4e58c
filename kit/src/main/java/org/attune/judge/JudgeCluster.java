package org.attune.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.cluster.Cluster;
import org.attune.util.InvalidInputException;

/**
 * Sends a judge's requests from the workers of a cluster, such as those that serve the judging
 * model, and keeps the replies here.
 *
 * @param endpoint where the judge is, seen from a worker
 * @param settings how requests are sent
 * @param cluster the workers
 */
record JudgeCluster(OpenAiEndpoint endpoint, JudgeSettings settings, Cluster cluster) {
  /** Sends what has no kept reply, and returns the requests that the server refused. */
  Map<String, String> send(Map<String, ChatRequest> requests, ReplyStore store) {
    List<String> open =
        requests.keySet().stream().filter(key -> store.find(key).isEmpty()).toList();
    Map<String, String> refused = new LinkedHashMap<>();
    boolean finished =
        cluster.run(
            "judge",
            pieces(open, requests),
            (piece, replies) -> {
              keep(replies, requests, store);
              refused.putAll(replies.refused());
              InvalidInputException.unless(
                  replies.failure().isEmpty(), "On a worker: %s", replies.failure());
            });
    if (!finished) {
      Thread.currentThread().interrupt();
      throw new InvalidInputException("The judge was stopped.");
    }
    InvalidInputException.unless(
        open.isEmpty() || refused.size() < open.size(),
        "The judge's server refused every request; %s.",
        refused.values().stream().findFirst().orElse(""));
    return refused;
  }

  private void keep(
      JudgeTask.Replies replies, Map<String, ChatRequest> requests, ReplyStore store) {
    replies.replies().forEach((key, r) -> store.add(key, endpoint.model(), requests.get(key), r));
  }

  private List<JudgeTask> pieces(List<String> open, Map<String, ChatRequest> requests) {
    List<JudgeTask> pieces = new ArrayList<>();
    for (int from = 0; from < open.size(); from += JudgeTask.PIECE) {
      Map<String, ChatRequest> some = new LinkedHashMap<>();
      open.subList(from, Math.min(open.size(), from + JudgeTask.PIECE))
          .forEach(key -> some.put(key, requests.get(key)));
      pieces.add(new JudgeTask(endpoint, there(), some));
    }
    return pieces;
  }

  /** Returns the settings of one worker, which keeps nothing and has its share of the rate. */
  private JudgeSettings there() {
    return settings.with(
        own -> {
          own.cluster = Optional.empty();
          own.folder = Optional.empty();
          own.perMinute = settings.perMinute / cluster.slots();
        });
  }
}
