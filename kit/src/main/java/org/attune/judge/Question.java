package org.attune.judge;

import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * A conversation that several systems answered, for a judge to read.
 *
 * @param turns the user's messages; most prompts have one, MT-bench has two
 * @param answers for each system, its answer to each turn
 * @param references reference answers to the turns that have one, or an empty list
 */
public record Question(List<String> turns, List<List<String>> answers, List<String> references) {
  /** Checks that each system answered each turn, and copies the lists. */
  public Question {
    turns = List.copyOf(turns);
    answers = answers.stream().map(List::copyOf).toList();
    references = List.copyOf(references);
    InvalidInputException.unless(!turns.isEmpty(), "A question to a judge needs a user's turn.");
    InvalidInputException.unless(!answers.isEmpty(), "A question to a judge needs an answer.");
    for (int i = 0; i < answers.size(); i++) {
      InvalidInputException.unless(
          answers.get(i).size() == turns.size(),
          "System %d of %d answered %d of the %d turns; it must answer each turn once.",
          i + 1,
          answers.size(),
          answers.get(i).size(),
          turns.size());
    }
  }

  /** Creates a question of one turn with the answer of each system. */
  public static Question of(String prompt, List<String> answers) {
    return new Question(List.of(prompt), answers.stream().map(List::of).toList(), List.of());
  }

  /** Creates a question of one turn with two answers. */
  public static Question of(String prompt, String first, String second) {
    return of(prompt, List.of(first, second));
  }

  /** Returns the first turn, which is the whole prompt of most questions. */
  public String prompt() {
    return turns.get(0);
  }

  /** Returns the number of systems that answered. */
  public int systems() {
    return answers.size();
  }

  /** Returns the same question with the answers of some systems only, in the given order. */
  public Question only(List<Integer> systems) {
    return new Question(turns, systems.stream().map(answers::get).toList(), references);
  }
}
