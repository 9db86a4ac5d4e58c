package org.attune.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.attune.data.BadInput;
import org.attune.data.Demonstration;
import org.attune.method.Plan;
import org.attune.method.Sft;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Tokens;

/**
 * Trains a model on whole texts, prompts included, as a base model is made.
 *
 * <p>Prompt and response are tokenised apart and joined as everywhere else, so that the base model
 * has seen the very boundaries that alignment will use.
 */
public final class Pretraining {
  private final LanguageModel start;
  private final Layout layout;
  private final Plan plan;

  /** Prepares a training; the start is copied and stays as it is. */
  public Pretraining(LanguageModel start, Layout layout, Plan plan) {
    BadInput.unless(
        start.config().bos() >= 0,
        "Pretraining needs a begin-of-text id to predict the first token from.");
    this.start = start;
    this.layout = layout;
    this.plan = plan;
  }

  /** Trains on texts and returns the trained copy. */
  public PolicyTraining.Result run(List<Demonstration> texts, Keeping keeping) {
    List<Tokens> tokens = new ArrayList<>();
    for (Demonstration text : texts) {
      tokens.add(whole(text));
    }
    return new PolicyTraining(start, layout, new Sft().plan(plan))
        .run(tokens, Collections.nCopies(tokens.size(), 0.0), keeping);
  }

  /** Begin-of-text predicts everything that follows, end-of-text included. */
  private Tokens whole(Demonstration text) {
    int[] prompt = start.tokenizer().encode(layout.prompt(text.prompt()));
    int[] response = start.tokenizer().encodeResponse(text.response());
    int length = Math.min(prompt.length + response.length + 1, start.config().context() - 1);
    int[] ids = new int[length];
    for (int i = 0; i < length; i++) {
      boolean inPrompt = i < prompt.length;
      int behind = i - prompt.length;
      ids[i] =
          inPrompt ? prompt[i] : behind < response.length ? response[behind] : start.config().eos();
    }
    return new Tokens(new int[] {start.config().bos()}, ids);
  }
}
