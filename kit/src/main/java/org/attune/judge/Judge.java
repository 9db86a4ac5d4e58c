package org.attune.judge;

import java.util.List;
import org.attune.cluster.Cluster;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;

/**
 * Judges answers: a language model behind an API, a reward model, a preference model, or the exact
 * reward of the bundled world.
 *
 * <pre>{@code
 * var judge = Judge.openAi("gpt-4o-mini").protocol(JudgeProtocol.pairwise());
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

  /**
   * Returns a judge for a reward: it scores each answer by itself, or, if the reward is a
   * preference model, compares two answers.
   */
  static Judge reward(Reward reward) {
    return new RewardJudge(reward);
  }

  /**
   * Returns a judge for a model of OpenAI; the key is read from {@code OPENAI_API_KEY}, and the
   * base URL from {@code OPENAI_BASE_URL} if that is set.
   */
  static LlmJudge openAi(String model) {
    return new LlmJudge(OpenAiEndpoint.standard(model));
  }

  /**
   * Returns a judge for a model of any server that is compatible with OpenAI's API, such as vLLM,
   * llama.cpp, Ollama or {@code attune serve}.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   */
  static LlmJudge openAi(String baseUrl, String model) {
    return new LlmJudge(OpenAiEndpoint.of(baseUrl, model));
  }
}
