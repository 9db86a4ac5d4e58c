package org.attune.judge;

import java.util.List;
import org.attune.data.chat.ChatMessage;

/** How a language model is asked to judge, and how its replies are read. */
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

  /** Returns this protocol without the explanation before the verdict, for slow or small models. */
  default JudgeProtocol brief() {
    return new BriefProtocol(this);
  }

  /** Returns whether this protocol compares exactly two answers. */
  default boolean comparesOnly() {
    return false;
  }

  /**
   * Returns the protocol that shows all answers at once and asks for an explanation, then one score
   * from 1 to 10 per answer (Hu et al. 2023, arXiv 2308.12050, App. A). The order is shuffled.
   */
  static JudgeProtocol allAnswers() {
    return new AllAnswersProtocol();
  }

  /**
   * Returns the protocol that shows one answer and asks for a grade from 1 to 10, over one turn or
   * several, with a reference answer if there is one (Zheng et al. 2023, arXiv 2306.05685).
   */
  static JudgeProtocol singleAnswer() {
    return new SingleAnswerProtocol();
  }

  /**
   * Returns the protocol that compares two answers in both orders; if the orders disagree, it is a
   * tie (Zheng et al. 2023, arXiv 2306.05685).
   */
  static JudgeProtocol pairwise() {
    return new PairwiseProtocol();
  }

  /**
   * Returns the protocol that grades relevance, correctness, coherence and safety from 1 to 5 each;
   * the score is their sum, 4 … 20 (Yuan et al. 2023, arXiv 2304.05302, App. E).
   */
  static JudgeProtocol fourWay() {
    return new FourWayProtocol();
  }
}
