package org.attune.claims;

import java.util.List;

/**
 * The scale of the tests.
 *
 * @param seeds training seeds; the first also trains the reward model for the labels
 * @param steps number of optimiser steps of each training
 * @param prompts number of evaluation prompts
 * @param maxTokens largest number of tokens of an answer
 * @param answers number of answers of each policy to each prompt
 */
public record RunScale(List<Long> seeds, int steps, int prompts, int maxTokens, int answers) {
  /**
   * The default number of answers per prompt: judging is free, and more answers narrow a mean as
   * new prompts do.
   */
  public static final int ANSWERS = 8;

  private static final int PAIRS = 600;
  private static final int PAIRS_PER_PROMPT = 6;

  /** Copies the seeds. */
  public RunScale {
    seeds = List.copyOf(seeds);
  }

  /** Uses {@link #ANSWERS} answers per prompt. */
  public RunScale(List<Long> seeds, int steps, int prompts, int maxTokens) {
    this(seeds, steps, prompts, maxTokens, ANSWERS);
  }

  /**
   * Returns the number of pairs on which claims about telling good from bad are judged: 600, or six
   * per prompt if these are fewer.
   */
  int heldOutPairs() {
    return Math.min(PAIRS, PAIRS_PER_PROMPT * prompts);
  }

  /** Returns the scale in words. */
  public String text() {
    String text =
        "seeds %s, %d steps, %d prompts, %d answers of at most %d tokens to each"
            .formatted(seeds, steps, prompts, answers, maxTokens);
    int pairs = heldOutPairs();
    return pairs < PAIRS ? text + ", " + pairs + " held-out pairs instead of " + PAIRS : text;
  }
}
