package org.attune.model;

import java.util.List;

/**
 * The tokens of a text.
 *
 * @param text what they say together
 * @param tokens what each says alone; a part of a character is U+FFFD
 * @param offsets where each begins in the text, in UTF-16 units
 */
public record TextTokens(String text, List<String> tokens, List<Integer> offsets) {}
