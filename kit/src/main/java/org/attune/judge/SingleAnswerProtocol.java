package org.attune.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.attune.data.chat.ChatMessage;

/**
 * Shows one answer and asks for a grade from 1 to 10, over one turn or several, with a reference
 * answer if there is one (Zheng et al. 2023, arXiv 2306.05685).
 */
public record SingleAnswerProtocol() implements JudgeProtocol {
  private static final String SYSTEM =
      "You are a strict and fair grader of an assistant's answers to a user.";

  private static final String TASK =
      "Explain briefly what is good and what is wrong with the answer: is it helpful, relevant,"
          + " correct, and deep enough? Do not reward length by itself. Then give a grade from 1"
          + " (useless) to 10 (excellent) on a last line of this form:\nScore: [[grade]]";

  private static final String LAST_TURN =
      "Grade the assistant's answer to the last turn, given the turns before it. ";

  @Override
  public String name() {
    return "single answer";
  }

  @Override
  public int maxTokens() {
    return 768;
  }

  @Override
  public List<List<ChatMessage>> requests(Question question, long seed) {
    List<List<ChatMessage>> requests = new ArrayList<>();
    for (List<String> answer : question.answers()) {
      String text =
          opening(question)
              + "[The assistant's answer]\n"
              + Conversations.shown(question.turns(), answer)
              + "\n[End of the answer]\n\n"
              + (question.turns().size() > 1 ? LAST_TURN : "")
              + TASK;
      requests.add(List.of(ChatMessage.system(SYSTEM), ChatMessage.user(text)));
    }
    return requests;
  }

  /** Returns the question and its reference answers, as all protocols show them. */
  static String opening(Question question) {
    StringBuilder text = new StringBuilder("[Question]\n");
    text.append(String.join("\n\n[The user goes on]\n", question.turns()));
    text.append("\n[End of the question]\n\n");
    for (String reference : question.references()) {
      text.append("[A correct answer, for reference]\n").append(reference);
      text.append("\n[End of the reference]\n\n");
    }
    return text.toString();
  }

  @Override
  public Optional<ReplySchema> schema(Question question) {
    return Optional.of(new ReplySchema().explanation().score("score", 1, 10));
  }

  @Override
  public Judgement read(Question question, long seed, List<String> replies) {
    List<Double> scores = new ArrayList<>();
    for (String reply : replies) {
      OptionalDouble score = ScoreReader.single(reply, 1, 10);
      scores.add(score.orElse(Double.NaN));
    }
    return new Judgement(scores, String.join("\n\n", replies));
  }

  @Override
  public String toString() {
    return name();
  }
}
