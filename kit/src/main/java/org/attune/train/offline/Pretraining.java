package org.attune.train.offline;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;

/**
 * Pretrains a model on whole texts, including prompts.
 *
 * <p>Prompt and response are tokenised separately and joined as everywhere else, so that the base
 * model has seen the token boundaries of alignment.
 */
public final class Pretraining {
  private final LanguageModel start;
  private final PromptTemplate plain;
  private final PromptTemplate layout; // with control tokens as the tokenizer reads them
  private final TrainingConfig plan;

  /** Prepares a training; the start is copied and not changed. */
  public Pretraining(LanguageModel start, PromptTemplate layout, TrainingConfig plan) {
    InvalidInputException.unless(
        start.config().bos() >= 0,
        "Pretraining needs a begin-of-text id to predict the first token from.");
    this.start = start;
    this.plain = layout;
    this.layout = layout.marked(start.tokenizer());
    this.plan = plan;
  }

  /**
   * A training text.
   *
   * @param prompt the instruction
   * @param response the answer
   * @param afterword the text after the answer and its end-of-text; may be empty
   */
  public record Text(String prompt, String response, String afterword) {}

  /** Trains on texts and returns the trained copy. */
  public PolicyTraining.Result run(List<Text> texts, RunOptions runOptions) {
    List<TokenizedExample> tokens = texts.stream().map(this::whole).toList();
    return new PolicyTraining(start, plain, new Sft().config(plan))
        .run(tokens, Collections.nCopies(tokens.size(), 0.0), runOptions);
  }

  /** Returns the whole text as a target after begin-of-text, including end-of-text. */
  private TokenizedExample whole(Text text) {
    int[] eos = {start.config().eos()};
    int[] ids =
        join(
            start.tokenizer().encode(layout.prompt(text.prompt())),
            start.tokenizer().encodeResponse(text.response()),
            eos);
    if (!text.afterword().isEmpty()) {
      ids = join(ids, start.tokenizer().encodeResponse(text.afterword()), eos);
    }
    int length = Math.min(ids.length, start.config().context() - 1);
    return new TokenizedExample(new int[] {start.config().bos()}, Arrays.copyOf(ids, length));
  }

  private static int[] join(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }
}
