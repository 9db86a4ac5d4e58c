package org.attune.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.data.chat.ChatMessage;

/**
 * Asks for the verdict of another protocol without its explanation. That is faster and cheaper, and
 * keeps a small model from losing the thread; a large one judges better when it explains first.
 */
record BriefProtocol(JudgeProtocol whole) implements JudgeProtocol {
  private static final int TOKENS_PER_ANSWER = 24;
  private static final int ANSWERS = 8;
  private static final String TASK =
      "\n\nDo not explain anything. Write only what was asked for at the end, and nothing else.";

  @Override
  public String name() {
    return whole.name() + " without explanation";
  }

  @Override
  public int maxTokens() {
    return Math.min(whole.maxTokens(), TOKENS_PER_ANSWER * ANSWERS);
  }

  @Override
  public boolean comparesOnly() {
    return whole.comparesOnly();
  }

  @Override
  public List<List<ChatMessage>> requests(Question question, long seed) {
    return whole.requests(question, seed).stream().map(asked -> added(asked, TASK)).toList();
  }

  /** Returns a conversation with words added to its last message. */
  static List<ChatMessage> added(List<ChatMessage> messages, String words) {
    List<ChatMessage> changed = new ArrayList<>(messages);
    int last = changed.size() - 1;
    changed.set(last, ChatMessage.user(changed.get(last).content() + words));
    return List.copyOf(changed);
  }

  @Override
  public Optional<ReplySchema> schema(Question question) {
    return whole.schema(question).map(ReplySchema::withoutExplanation);
  }

  @Override
  public Judgement read(Question question, long seed, List<String> replies) {
    return whole.read(question, seed, replies);
  }

  @Override
  public String toString() {
    return name();
  }
}
