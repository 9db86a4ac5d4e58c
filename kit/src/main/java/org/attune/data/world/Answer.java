package org.attune.data.world;

/**
 * An answer as the world wrote it: the question, the text, the quality of the writer, and the
 * grades that the writer knew it would earn.
 */
public record Answer(Question question, String text, Quality quality, Grades intended) {}
