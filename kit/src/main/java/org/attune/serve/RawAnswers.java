package org.attune.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.model.TokenScore;
import org.attune.model.TokenizedExample;
import org.attune.sample.TextCompletion;
import org.attune.sample.TextStream;
import org.attune.sample.TokenListener;
import org.attune.util.InvalidInputException;

/** Continues prompts as they are, without a template. */
record RawAnswers(
    Policy policy, List<RawPrompt> prompts, CompletionRequest request, AnswerScores scores)
    implements Answers {
  /** Refuses what the context has no room for, where a template would cut the prompt. */
  RawAnswers {
    int context = policy.model().config().context();
    // The token after the last one needs no room for itself.
    int more = request.isScoring() ? 0 : request.maxTokens().orElse(1);
    for (RawPrompt prompt : prompts) {
      InvalidInputException.unless(
          (long) prompt.ids().length + more <= context,
          "This model's maximum context length is %d tokens; the prompt has %d, and %d are asked"
              + " for as the answer.",
          context,
          prompt.ids().length,
          more);
    }
  }

  @Override
  public int count() {
    return prompts.size();
  }

  @Override
  public TextStream text() {
    return TextStream.inside(policy.model().tokenizer(), request.decoding().markers());
  }

  @Override
  public String begin(int index) {
    return request.echo() ? prompts.get(index).text() : "";
  }

  @Override
  public Answered compute(Optional<TokenListener> reader) {
    return new Answered(
        request.isScoring() ? read() : request.scores().wanted() ? scored() : sampled(reader),
        Optional.empty());
  }

  private List<ServedAnswer> sampled(Optional<TokenListener> reader) {
    List<int[]> ids = prompts.stream().map(RawPrompt::ids).toList();
    List<TextCompletion> said = TextCompletion.sample(policy, ids, request.decoding(), reader);
    return IntStream.range(0, prompts.size())
        .mapToObj(
            i -> {
              TextCompletion one = said.get(i);
              return answer(i, one.ids(), one.text(), one.stopped() ? "stop" : "length");
            })
        .toList();
  }

  private ServedAnswer answer(int index, int[] ids, String text, String finish) {
    TokenizedExample tokens = new TokenizedExample(prompts.get(index).ids(), ids);
    return new ServedAnswer(begin(index) + text, tokens, finish);
  }

  private List<ServedAnswer> scored() {
    List<ServedAnswer> answers = sampled(Optional.empty());
    List<List<TokenScore>> found =
        scores.of(answers.stream().map(one -> AnswerScores.joined(one.tokens())).toList());
    return IntStream.range(0, answers.size())
        .mapToObj(i -> with(i, answers.get(i), found.get(i)))
        .toList();
  }

  /** Returns prompts with at most the most probable next token: one pass gives all of it. */
  private List<ServedAnswer> read() {
    boolean next = request.maxTokens().orElse(0) == 1;
    if (!next && !request.scores().wanted()) {
      return IntStream.range(0, count())
          .mapToObj(i -> answer(i, new int[0], "", "length"))
          .toList();
    }
    List<List<TokenScore>> found = scores.of(prompts.stream().map(RawPrompt::ids).toList());
    List<ServedAnswer> answers = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      int last = found.get(i).get(found.get(i).size() - 1).id();
      int[] ids = next ? new int[] {last} : new int[0];
      boolean ends = next && policy.model().config().ends(last);
      String text = next ? scores.writer().texts().inside(ids) : "";
      ServedAnswer answer = answer(i, ids, text, ends ? "stop" : "length");
      answers.add(request.scores().wanted() ? with(i, answer, found.get(i)) : answer);
    }
    return answers;
  }

  private ServedAnswer with(int index, ServedAnswer answer, List<TokenScore> found) {
    List<LogprobWriter.PlacedToken> tokens = new ArrayList<>();
    if (request.echo()) {
      tokens.addAll(scores.prompt(prompts.get(index), found));
    }
    tokens.addAll(scores.answer(answer.tokens(), begin(index).length(), found));
    return scores.with(answer, tokens);
  }
}
