package org.attune.model;

import java.util.ArrayList;
import java.util.List;
import org.attune.engine.PyTorch;

/** The log-probabilities of a given response under a model, as plain numbers. */
public final class ResponseLikelihood {
  private ResponseLikelihood() {}

  /**
   * Returns log π(y_t | x, y_&lt;t) of every token of a response, end-of-text included; their sum
   * is log π(y|x).
   */
  public static List<Double> of(
      LanguageModel model, PromptTemplate layout, String prompt, String response) {
    PromptEncoder encoder = new PromptEncoder(model, layout);
    TokenizedExample tokens = encoder.asked(prompt, response);
    // Also of tokens that training leaves out.
    TokenBatch batch =
        TokenBatch.of(List.of(new TokenizedExample(tokens.prompt(), tokens.response())));
    float[] values =
        PyTorch.scoped(() -> TokenLogProbs.of(model.decoder(), batch).values().toFloatArray());
    List<Double> logProbs = new ArrayList<>();
    for (int t = 0; t < batch.responseTokens(); t++) {
      logProbs.add((double) values[t]);
    }
    return List.copyOf(logProbs);
  }
}
