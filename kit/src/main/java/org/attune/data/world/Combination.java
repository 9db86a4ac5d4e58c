package org.attune.data.world;

/** What a question is about: a topic, such as {@code cats}, and an intent, such as {@code cost}. */
public record Combination(String topic, String intent) {}
