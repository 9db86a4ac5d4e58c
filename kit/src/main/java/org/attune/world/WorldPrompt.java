package org.attune.world;

import java.util.Optional;

/** A prompt together with what it asks for and the detail it mentions, if it mentions one. */
public record WorldPrompt(String text, TopicIntent combination, Optional<PromptDetail> detail) {}
