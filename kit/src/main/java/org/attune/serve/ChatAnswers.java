package org.attune.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.Policy;
import org.attune.model.TokenScore;
import org.attune.model.TokenizedExample;
import org.attune.sample.Completions;
import org.attune.sample.TextStream;
import org.attune.sample.TokenListener;

/** Answers a prompt in the policy's own template. */
record ChatAnswers(
    Policy policy, List<String> prompts, CompletionRequest request, AnswerScores scores)
    implements Answers {
  @Override
  public int count() {
    return prompts.size();
  }

  @Override
  public TextStream text() {
    return new TextStream(policy.model().tokenizer(), request.decoding().markers());
  }

  @Override
  public Answered compute(Optional<TokenListener> reader) {
    Completions said =
        reader
            .map(one -> Completions.sample(policy, prompts, request.decoding(), one))
            .orElseGet(() -> Completions.sample(policy, prompts, request.decoding()));
    List<ServedAnswer> answers = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      TokenizedExample tokens = said.tokens().get(i);
      boolean full = tokens.response().length >= request.decoding().maxTokens();
      answers.add(new ServedAnswer(said.texts().get(i).strip(), tokens, full ? "length" : "stop"));
    }
    return new Answered(request.scores().wanted() ? scored(answers) : answers, said.truncation());
  }

  private List<ServedAnswer> scored(List<ServedAnswer> answers) {
    List<List<TokenScore>> found =
        scores.of(answers.stream().map(one -> AnswerScores.joined(one.tokens())).toList());
    List<ServedAnswer> all = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      TokenizedExample tokens = answers.get(i).tokens();
      String spelled = scores.writer().texts().spellAnswer(tokens.response()).text();
      // The text of an answer begins after its blanks.
      int blanks = spelled.length() - spelled.stripLeading().length();
      all.add(scores.with(answers.get(i), scores.answer(tokens, -blanks, found.get(i))));
    }
    return all;
  }
}
