package org.attune.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.attune.data.chat.ChatMessage;

/**
 * Shows all answers at once, in a shuffled order, and asks for an explanation, then one score from
 * 1 to 10 per answer (Hu et al. 2023, arXiv 2308.12050, App. A).
 */
public record AllAnswersProtocol() implements JudgeProtocol {
  private static final String SYSTEM =
      "You grade the answers of several assistants to the same question. Judge how helpful,"
          + " relevant, accurate and detailed each answer is.";

  private static final String TASK =
      "Compare the answers in a short explanation first. The order of the answers means nothing,"
          + " and neither does their length; reward what helps the user. Then finish with exactly"
          + " one line per answer, its name, a colon and a score from 1 (useless) to 10"
          + " (excellent), and nothing after these lines:\n";

  @Override
  public String name() {
    return "all answers at once";
  }

  @Override
  public int maxTokens() {
    return 1024;
  }

  @Override
  public List<List<ChatMessage>> requests(Question question, long seed) {
    StringBuilder text = new StringBuilder(SingleAnswerProtocol.opening(question));
    StringBuilder form = new StringBuilder();
    int position = 0;
    for (int system : AnswerOrder.shuffled(question.systems(), seed)) {
      String label = "Answer " + AnswerOrder.label(position++);
      text.append("[").append(label).append("]\n");
      text.append(Conversations.shown(question.turns(), question.answers().get(system)));
      text.append("\n[End of ").append(label).append("]\n\n");
      form.append(label).append(": <score>\n");
    }
    text.append(TASK).append(form);
    return List.of(List.of(ChatMessage.system(SYSTEM), ChatMessage.user(text.toString().strip())));
  }

  @Override
  public Optional<ReplySchema> schema(Question question) {
    ReplySchema schema = new ReplySchema().explanation();
    for (int position = 0; position < question.systems(); position++) {
      schema = schema.score("answer_" + AnswerOrder.label(position), 1, 10);
    }
    return Optional.of(schema);
  }

  @Override
  public Judgement read(Question question, long seed, List<String> replies) {
    String reply = replies.get(0);
    List<Double> scores = new ArrayList<>(Collections.nCopies(question.systems(), Double.NaN));
    int position = 0;
    for (int system : AnswerOrder.shuffled(question.systems(), seed)) {
      String label = AnswerOrder.label(position++);
      OptionalDouble score = ScoreReader.named(reply, "Answer", label, 1, 10);
      if (score.isEmpty()) {
        return Judgement.invalid(question.systems(), reply);
      }
      scores.set(system, score.getAsDouble());
    }
    return new Judgement(scores, reply);
  }

  @Override
  public String toString() {
    return name();
  }
}
