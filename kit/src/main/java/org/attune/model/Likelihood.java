package org.attune.model;

import java.util.ArrayList;
import java.util.List;

/** What a model thinks of a given response, as plain numbers. */
public final class Likelihood {
  private Likelihood() {}

  /**
   * Returns log π(y_t | x, y_&lt;t) of every token of a response, end-of-text included; their sum
   * is log π(y|x).
   */
  public static List<Double> of(
      LanguageModel model, Layout layout, String prompt, String response) {
    Encoder encoder = new Encoder(model, layout);
    TokenBatch batch = TokenBatch.of(List.of(encoder.example(prompt, response, layout.asked())));
    float[] values =
        Native.scoped(() -> TokenScores.of(model.decoder(), batch).values().toFloatArray());
    List<Double> logProbs = new ArrayList<>();
    for (int t = 0; t < batch.responseTokens(); t++) {
      logProbs.add((double) values[t]);
    }
    return List.copyOf(logProbs);
  }
}
