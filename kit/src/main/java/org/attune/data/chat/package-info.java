/** Conversations as lists of messages, and the templates by which chat models read them. */
package org.attune.data.chat;
