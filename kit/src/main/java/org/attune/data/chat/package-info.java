/** Conversations as lists of messages, and the chat templates of models. */
package org.attune.data.chat;
