package org.attune.claims;

import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * The scale of the tests.
 *
 * @param seeds training seeds; the first also trains the reward model for the labels
 * @param steps number of optimiser steps of each training
 * @param batchSize number of responses per optimiser step: as many responses, half as many pairs,
 *     or an eighth as many groups
 * @param prompts number of evaluation prompts
 * @param maxTokens largest number of tokens of an answer
 * @param answers number of answers of each policy to each prompt
 */
public record RunScale(
    List<Long> seeds, int steps, int batchSize, int prompts, int maxTokens, int answers) {
  /** The default number of responses per optimiser step. */
  public static final int BATCH_SIZE = 32;

  /**
   * The default number of answers per prompt: judging is free, and more answers narrow a mean as
   * new prompts do.
   */
  public static final int ANSWERS = 8;

  private static final int PAIRS = 600;
  private static final int PAIRS_PER_PROMPT = 6;
  private static final int RESPONSES_PER_GROUP = 8;

  /** Copies the seeds. */
  public RunScale {
    seeds = List.copyOf(seeds);
    InvalidInputException.unless(
        batchSize >= RESPONSES_PER_GROUP && batchSize % RESPONSES_PER_GROUP == 0,
        "The batch size must be a multiple of %d, got %d; try %d.",
        RESPONSES_PER_GROUP,
        batchSize,
        BATCH_SIZE);
  }

  /** Uses {@link #BATCH_SIZE} responses per step and {@link #ANSWERS} answers per prompt. */
  public RunScale(List<Long> seeds, int steps, int prompts, int maxTokens) {
    this(seeds, steps, BATCH_SIZE, prompts, maxTokens, ANSWERS);
  }

  /** Returns the same scale with other seeds. */
  RunScale seeds(List<Long> others) {
    return new RunScale(others, steps, batchSize, prompts, maxTokens, answers);
  }

  /** Returns the number of pairs per optimiser step. */
  int pairsPerStep() {
    return batchSize / 2;
  }

  /** Returns the number of groups, of about six responses each, per optimiser step. */
  int groupsPerStep() {
    return batchSize / RESPONSES_PER_GROUP;
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
        "seeds %s, %d steps of %d responses, %d prompts, %d answers of at most %d tokens to each"
            .formatted(seeds, steps, batchSize, prompts, answers, maxTokens);
    int pairs = heldOutPairs();
    return pairs < PAIRS ? text + ", " + pairs + " held-out pairs instead of " + PAIRS : text;
  }
}
