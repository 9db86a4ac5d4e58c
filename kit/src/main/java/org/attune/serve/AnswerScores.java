package org.attune.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.attune.model.LanguageModel;
import org.attune.model.TextScorer;
import org.attune.model.TextTokens;
import org.attune.model.TokenScore;
import org.attune.model.TokenizedExample;

/**
 * Adds log-probabilities to answers. Prompts and answers are read again, all tokens in one pass, so
 * that the numbers are those of the policy itself, whatever the temperature and the precision of
 * sampling.
 */
record AnswerScores(LanguageModel model, LogprobWriter writer) {
  /** Returns the scores of texts and, as the last of each, that of the most probable next token. */
  List<List<TokenScore>> of(List<int[]> texts) {
    return new TextScorer(model.decoder(), writer.request().likely()).score(texts);
  }

  /** Returns an answer with its log-probabilities. */
  ServedAnswer with(ServedAnswer answer, List<LogprobWriter.PlacedToken> tokens) {
    return new ServedAnswer(
        answer.text(),
        answer.tokens(),
        answer.finish(),
        writer.of(answer.text(), tokens),
        writer.pieces(answer.text(), tokens));
  }

  /** Returns the tokens of a prompt that begins a text. */
  List<LogprobWriter.PlacedToken> prompt(RawPrompt prompt, List<TokenScore> scores) {
    TextTokens spelling = writer.texts().spellPrompt(prompt.ids(), prompt.added());
    return placed(prompt.ids(), spelling, 0, index -> index - 1, scores);
  }

  /**
   * Returns the tokens of an answer.
   *
   * @param offset where the answer begins in the text
   * @param scores of prompt and answer
   */
  List<LogprobWriter.PlacedToken> answer(
      TokenizedExample tokens, int offset, List<TokenScore> scores) {
    TextTokens spelling = writer.texts().spellAnswer(tokens.response());
    int before = tokens.prompt().length - 1;
    return placed(tokens.response(), spelling, offset, index -> before + index, scores);
  }

  private static List<LogprobWriter.PlacedToken> placed(
      int[] ids, TextTokens spelling, int offset, IntUnaryOperator score, List<TokenScore> scores) {
    List<LogprobWriter.PlacedToken> placed = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      int at = score.applyAsInt(i);
      placed.add(
          new LogprobWriter.PlacedToken(
              ids[i],
              spelling.tokens().get(i),
              Math.max(0, offset + spelling.offsets().get(i)),
              at < 0 ? Optional.empty() : Optional.of(scores.get(at))));
    }
    return placed;
  }

  /** Returns the ids of prompt and answer. */
  static int[] joined(TokenizedExample tokens) {
    int[] all = Arrays.copyOf(tokens.prompt(), tokens.length());
    System.arraycopy(tokens.response(), 0, all, tokens.prompt().length, tokens.response().length);
    return all;
  }
}
