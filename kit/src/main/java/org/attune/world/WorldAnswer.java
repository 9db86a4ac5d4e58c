package org.attune.world;

/**
 * An answer written by the world: the question, the text, its quality, and its trait counts as
 * known when it was written.
 */
public record WorldAnswer(
    WorldPrompt question, String text, AnswerQuality quality, TraitCounts intended) {}
