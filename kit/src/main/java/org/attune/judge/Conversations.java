package org.attune.judge;

import java.util.List;

/** Writes a conversation of several turns as one prompt, and as text for a judge to read. */
public final class Conversations {
  private Conversations() {}

  /**
   * Returns the prompt of the last turn: a single turn as it is, several as a dialogue of {@code
   * Human:} and {@code Assistant:} turns that chat templates understand.
   *
   * @param answers the answers to all turns but the last; a last answer is ignored
   */
  public static String prompt(List<String> turns, List<String> answers) {
    if (turns.size() == 1) {
      return turns.get(0);
    }
    StringBuilder prompt = new StringBuilder();
    for (int i = 0; i < turns.size(); i++) {
      prompt.append("\n\nHuman: ").append(turns.get(i)).append("\n\nAssistant:");
      if (i + 1 < turns.size()) {
        prompt.append(' ').append(answers.get(i));
      }
    }
    return prompt.toString();
  }

  /** Returns what a system said, with the turns between if there are several. */
  static String shown(List<String> turns, List<String> answer) {
    if (turns.size() == 1) {
      return answer.get(0);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < turns.size(); i++) {
      text.append("User: ").append(turns.get(i)).append("\n\n");
      text.append("Assistant: ").append(answer.get(i)).append("\n\n");
    }
    return text.toString().strip();
  }
}
