package org.attune.data.chat;

import org.attune.data.jinja.RenderedText;

/**
 * A conversation with its last answer, as a template renders it.
 *
 * @param whole the whole conversation
 * @param prompt the length of what the model reads before it answers, in UTF-16 units
 */
public record AnsweredChat(RenderedText whole, int prompt) {}
