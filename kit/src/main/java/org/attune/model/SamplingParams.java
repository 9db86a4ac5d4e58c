package org.attune.model;

/**
 * How one token is drawn from logits.
 *
 * @param temperature divides the logits; 0 takes the most probable token
 * @param topK keeps the k most probable tokens; 0 keeps all
 * @param topP keeps the smallest set of tokens whose probability reaches p; 1 keeps all
 */
public record SamplingParams(double temperature, int topK, double topP) {}
