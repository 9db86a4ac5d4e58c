package org.attune.reward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.data.Demonstration;
import org.attune.util.InvalidInputException;

/**
 * A verifiable reward: 1 if a response's {@link FinalAnswer} equals that of the reference solution
 * to its prompt, else 0. Nothing is learned, so nothing can be gamed but the form of an answer
 * (reinforcement learning with verifiable rewards; Lambert et al. 2024, Tülu 3, arXiv 2411.15124).
 *
 * <pre>{@code
 * var problems = Dataset.load(Path.of("gsm8k.jsonl")); // question and answer
 * problems.align(Align.grpo(), policy, AccuracyReward.of(problems.demonstrations()))
 * }</pre>
 */
public final class AccuracyReward implements Reward {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 60;

  private final Map<String, FinalAnswer> answers;

  private AccuracyReward(Map<String, FinalAnswer> answers) {
    this.answers = Map.copyOf(answers);
  }

  /**
   * Returns the reward of solved problems: prompts with one response each, whose final answer is
   * the right one. Include all that is trained or evaluated on: {@code
   * AccuracyReward.of(train.concat(test).demonstrations())}.
   *
   * @throws InvalidInputException for a solution without an answer, and two solutions of one
   *     problem with different answers
   */
  public static AccuracyReward of(List<Demonstration> solved) {
    Map<String, FinalAnswer> answers = new LinkedHashMap<>();
    for (Demonstration row : solved) {
      Optional<FinalAnswer> answer = FinalAnswer.of(row.response());
      InvalidInputException.unless(
          answer.isPresent(), "The solution of '%s' has no answer; add one.", shown(row.prompt()));
      FinalAnswer known = answers.putIfAbsent(row.prompt(), answer.get());
      InvalidInputException.unless(
          known == null || known.matches(answer.get()),
          "There are two answers to '%s', '%s' and '%s'; leave one of them out.",
          shown(row.prompt()),
          known == null ? "" : shown(known.text()),
          shown(answer.get().text()));
    }
    return new AccuracyReward(answers);
  }

  @Override
  public double score(String prompt, String response) {
    FinalAnswer right = answers.get(prompt);
    InvalidInputException.unless(
        right != null,
        "There is no reference answer to '%s'; make AccuracyReward.of all problems that are"
            + " trained or judged on.",
        shown(prompt));
    return FinalAnswer.of(response).filter(right::matches).isPresent() ? 1 : 0;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " …";
  }

  @Override
  public String toString() {
    return "accuracy";
  }
}
