package org.attune.judge;

import java.util.List;
import org.attune.cluster.Cluster;
import org.attune.util.InvalidInputException;

/**
 * Judges answers: a language model behind an API ({@link LlmJudge}), or a reward model, a
 * preference model or the exact reward of the bundled world ({@link RewardJudge}).
 *
 * <pre>{@code
 * var judge = LlmJudge.openAi("gpt-4o-mini").protocol(new PairwiseProtocol());
 * evaluate(test, judge.winRate(baseline))
 * }</pre>
 */
public interface Judge {
  /** Returns the name of the judge, which tables show. */
  String name();

  /** Returns one judgement per question, in their order. */
  List<Judgement> judge(List<Question> questions);

  /** Returns whether this judge compares exactly two answers, and gives none a score by itself. */
  default boolean comparesOnly() {
    return false;
  }

  /** Returns this judge, with its work done on a cluster; the judgements are the same. */
  default Judge on(Cluster cluster) {
    throw new InvalidInputException(
        "The judge " + name() + " cannot run on a cluster; run it in this process.");
  }
}
