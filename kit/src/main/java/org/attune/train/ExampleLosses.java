package org.attune.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.attune.method.Method;
import org.attune.method.Scored;
import org.attune.model.Encoder;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Native;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenScores;
import org.attune.train.PolicyTraining.Labelled;

/** The loss of single examples by a method, looked at without training, in 32 bits. */
public final class ExampleLosses {
  private static final int BATCH = 32;

  private ExampleLosses() {}

  /**
   * Returns each example's loss before any reduction; an example that the method does not use costs
   * nothing.
   */
  public static List<Double> of(
      LanguageModel model, Layout layout, Method method, List<Labelled> data) {
    Encoder encoder = new Encoder(model, method.layout(layout));
    List<Double> losses = new ArrayList<>();
    for (int from = 0; from < data.size(); from += BATCH) {
      List<Labelled> part = data.subList(from, Math.min(data.size(), from + BATCH));
      float[] values = Native.scoped(() -> losses(model, encoder, method, part));
      for (int i = 0; i < values.length; i++) {
        losses.add(method.uses(part.get(i).reward()) ? (double) values[i] : 0.0);
      }
    }
    return List.copyOf(losses);
  }

  private static float[] losses(
      LanguageModel model, Encoder encoder, Method method, List<Labelled> part) {
    TokenBatch batch =
        TokenBatch.of(
            part.stream()
                .map(row -> encoder.example(row.prompt(), row.response(), row.reward()))
                .toList());
    float[] labels = new float[part.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) part.get(i).reward();
    }
    TokenLogProbs policy = TokenScores.of(model.decoder(), batch);
    NDArray rewards = model.decoder().weights().manager().create(labels); // (batch)
    return method.loss(new Scored(policy, rewards)).toFloatArray();
  }
}
