package org.attune.world;

/**
 * An answer as the world wrote it: the question, the text, the quality of the writer, and the
 * grades that the writer knew it would earn.
 */
public record WorldAnswer(
    WorldPrompt question, String text, AnswerQuality quality, TraitCounts intended) {}
