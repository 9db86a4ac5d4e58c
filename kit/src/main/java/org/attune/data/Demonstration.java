package org.attune.data;

/** A prompt with one response to it. */
public record Demonstration(String prompt, String response) {}
