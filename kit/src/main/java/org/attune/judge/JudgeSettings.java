package org.attune.judge;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.attune.cluster.Cluster;

/** How a judge's requests are sent; never changed after {@link #with} returned it. */
final class JudgeSettings implements Serializable {
  private static final long serialVersionUID = 1;

  int concurrency = 8;
  double perMinute;
  Duration timeout = Duration.ofMinutes(2);
  RetryPolicy retry = RetryPolicy.STANDARD;
  JudgeBudget budget = JudgeBudget.STANDARD;
  double temperature;
  int replyTokens;
  long seed = 1;
  boolean structured;
  Optional<Path> folder = Optional.empty();
  Optional<Cluster> cluster = Optional.empty();

  /** Returns a changed copy. */
  JudgeSettings with(Consumer<JudgeSettings> change) {
    JudgeSettings copy = new JudgeSettings();
    copy.concurrency = concurrency;
    copy.perMinute = perMinute;
    copy.timeout = timeout;
    copy.retry = retry;
    copy.budget = budget;
    copy.temperature = temperature;
    copy.replyTokens = replyTokens;
    copy.seed = seed;
    copy.structured = structured;
    copy.folder = folder;
    copy.cluster = cluster;
    change.accept(copy);
    return copy;
  }
}
