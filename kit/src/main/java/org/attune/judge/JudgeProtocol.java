package org.attune.judge;

import java.util.List;
import java.util.Optional;
import org.attune.data.chat.ChatMessage;

/**
 * How a language model is asked to judge, and how its replies are read: {@link AllAnswersProtocol},
 * {@link SingleAnswerProtocol}, {@link PairwiseProtocol}, {@link FourWayProtocol}, or your own.
 */
public interface JudgeProtocol {
  /** Returns the name of the protocol. */
  String name();

  /**
   * Returns the conversations that ask about a question; most protocols have one.
   *
   * @param seed decides the order in which answers are shown
   */
  List<List<ChatMessage>> requests(Question question, long seed);

  /** Reads the replies to {@link #requests}, in their order, with the same seed. */
  Judgement read(Question question, long seed, List<String> replies);

  /** Returns the limit of tokens of a reply. */
  int maxTokens();

  /**
   * Returns the JSON object that each reply to {@link #requests} must be, for {@link
   * LlmJudge#structuredOutputs}; its scores and choices, written as {@code name: value} lines, are
   * what {@link #read} is given. Nothing if this protocol has only text.
   */
  default Optional<ReplySchema> schema(Question question) {
    return Optional.empty();
  }

  /** Returns whether this protocol compares exactly two answers. */
  default boolean comparesOnly() {
    return false;
  }
}
