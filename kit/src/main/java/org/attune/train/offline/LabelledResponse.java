package org.attune.train.offline;

/**
 * A prompt with a response and its normalised reward.
 *
 * @param group the comparison group: responses of the same group are compared with each other
 */
public record LabelledResponse(String prompt, String response, double reward, String group) {
  /** Creates a response that is compared with all others to the same prompt. */
  public LabelledResponse(String prompt, String response, double reward) {
    this(prompt, response, reward, prompt);
  }
}
