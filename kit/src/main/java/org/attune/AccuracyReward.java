package org.attune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.data.Demonstration;
import org.attune.data.RowType;
import org.attune.reward.FinalAnswer;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;

/**
 * A verifiable reward: 1 if a response's {@link FinalAnswer} equals that of the reference solution
 * to its prompt, else 0. Nothing is learned, so nothing can be gamed but the form of an answer
 * (reinforcement learning with verifiable rewards; Lambert et al. 2024, Tülu 3, arXiv 2411.15124).
 *
 * <pre>{@code
 * var problems = Dataset.load(Path.of("gsm8k.jsonl")); // question and answer
 * problems.align(Align.grpo(), policy, AccuracyReward.of(problems))
 * }</pre>
 *
 * @param answers the reference answer to each prompt
 */
public record AccuracyReward(Map<String, FinalAnswer> answers) implements Reward {
  private static final int SHOWN = 60;

  /** Copies the answers. */
  public AccuracyReward {
    answers = Map.copyOf(answers);
  }

  /**
   * Returns the reward of solved problems: prompts with one response each, whose final answer is
   * the right one. Include all data that is trained or evaluated on.
   *
   * @throws InvalidInputException for other kinds of data, a solution without an answer, and two
   *     solutions of one problem with different answers
   */
  public static AccuracyReward of(Dataset first, Dataset... more) {
    Map<String, FinalAnswer> answers = new LinkedHashMap<>();
    add(first, answers);
    for (Dataset other : more) {
      add(other, answers);
    }
    return new AccuracyReward(answers);
  }

  private static void add(Dataset solved, Map<String, FinalAnswer> answers) {
    InvalidInputException.unless(
        solved.kind() == RowType.DEMONSTRATIONS,
        "The accuracy of an answer needs problems with one solution each, got %s; load a file with"
            + " columns such as question and answer.",
        solved.kind().plural());
    for (Demonstration row : solved.demonstrations()) {
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
  }

  @Override
  public double score(String prompt, String response) {
    FinalAnswer right = answers.get(prompt);
    InvalidInputException.unless(
        right != null,
        "There is no reference answer to '%s'; AccuracyReward.of(train, test) takes all data with"
            + " the problems and their solutions.",
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
