package org.attune.reward;

import java.util.regex.Pattern;

/**
 * A verifiable reward for the form of a response: 1 if it begins with one block {@code
 * <think>…</think>} and then answers, else 0. The form is that of DeepSeek-R1 (DeepSeek-AI 2025,
 * arXiv 2501.12948, Table 1).
 */
public record ThinkFormatReward() implements Reward {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*<think>(?:(?!</?think>).)*</think>(?:(?!</?think>).)*\\S.*", Pattern.DOTALL);

  @Override
  public double score(String prompt, String response) {
    int first = response.indexOf("<think>");
    boolean once = first >= 0 && response.indexOf("<think>", first + 1) < 0;
    return once && FORM.matcher(response).matches() ? 1 : 0;
  }

  @Override
  public String toString() {
    return "think format";
  }
}
