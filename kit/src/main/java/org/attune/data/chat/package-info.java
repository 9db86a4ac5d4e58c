/**
 * Conversations as lists of messages, and the chat templates of models.
 *
 * <p>Start with {@link org.attune.data.chat.ChatTemplate}, which finds the template in a model's
 * folder and renders messages with it; a conversation is a list of {@link
 * org.attune.data.chat.ChatMessage}. This package depends on {@code data.jinja}, {@code data} and
 * {@code util}, and knows no model.
 */
package org.attune.data.chat;
