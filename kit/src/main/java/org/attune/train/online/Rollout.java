package org.attune.train.online;

import org.attune.model.TokenizedExample;

/**
 * A response that a policy gave while it learns, with what the reward said of it.
 *
 * @param prompt the prompt as it was asked
 * @param text the response as read
 * @param tokens both as the policy read and wrote them
 * @param ended whether the policy wrote an end-of-text
 * @param score the reward, the rule for unfinished responses applied
 * @param group responses of one number answer the same prompt
 */
record Rollout(
    String prompt, String text, TokenizedExample tokens, boolean ended, double score, int group) {}
