package org.attune.data;

/** A prompt with two responses of which the first was preferred. */
public record Pair(String prompt, String chosen, String rejected) {}
