package org.attune.world;

/** What a question is about: a topic, such as {@code cats}, and an intent, such as {@code cost}. */
public record TopicIntent(String topic, String intent) {}
