package org.attune.world;

/**
 * Something a prompt mentions about the person who asks, such as kind {@code minutes} with value
 * {@code 15}. A good answer takes it up.
 */
public record PromptDetail(String kind, String value) {}
