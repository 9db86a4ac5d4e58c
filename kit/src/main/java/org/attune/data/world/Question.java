package org.attune.data.world;

import java.util.Optional;

/** A prompt together with what it asks for and the detail it mentions, if it mentions one. */
public record Question(String text, Combination combination, Optional<Detail> detail) {}
