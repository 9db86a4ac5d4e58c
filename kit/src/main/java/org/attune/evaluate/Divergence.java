package org.attune.evaluate;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.attune.data.BadInput;
import org.attune.model.Encoder;
import org.attune.model.ForwardPasses;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.TokenBatch;
import org.attune.model.TokenScores;
import org.attune.model.Tokens;
import org.attune.sample.Answers;
import org.attune.sample.BestOf;
import org.attune.sample.Decoding;

/**
 * KL(π‖reference) in nats per response: the exact categorical divergence at each token, summed over
 * a sampled response (GAP App. D).
 *
 * <p>It is an unbiased estimate when answers are sampled at temperature 1. Each policy reads the
 * prompt in its own layout, so a conditional policy is measured as it is used.
 *
 * <p>A best-of-n policy has no probabilities a token to compare. Sampled at temperature 1 from the
 * reference itself its divergence is at most ln n − (n − 1)/n, which is given under a name of its
 * own; in all other cases it is not measured.
 */
public record Divergence(LanguageModel reference, Layout layout) implements Metric {
  /** The name of the bound that stands for the divergence of a best-of-n policy. */
  public static final String BOUND = "KL bound";

  private static final int BATCH = 64;

  @Override
  public Map<String, Tally> measure(Answers answers, Contest contest) {
    BadInput.unless(
        reference.config().vocabulary() == answers.model().config().vocabulary(),
        "KL compares distributions over the same tokens, but one policy knows %d and the other %d.",
        answers.model().config().vocabulary(),
        reference.config().vocabulary());
    if (answers.choice().isPresent()) {
      return bound(answers, answers.choice().get());
    }
    List<Double> sums = new ArrayList<>();
    List<Tokens> read = reread(answers, reference, layout);
    ForwardPasses passes = new ForwardPasses(reference.decoder(), BATCH);
    for (float sum :
        passes.eachAt(read, places -> perResponse(answers, read, places), done -> {})) {
      sums.add((double) sum);
    }
    return Map.of("KL", Tally.mean(sums));
  }

  private Map<String, Tally> bound(Answers answers, BestOf best) {
    Decoding d = best.decoding();
    boolean plain = d.temperature() == 1 && d.topK() == 0 && d.topP() == 1;
    boolean same =
        answers.layout().equals(layout)
            && (answers.model() == reference || answers.model().hash().equals(reference.hash()));
    List<Double> bounds = Collections.nCopies(answers.prompts().size(), best.divergenceBound());
    return plain && same ? Map.of(BOUND, Tally.mean(bounds)) : Map.of();
  }

  private NDArray perResponse(Answers answers, List<Tokens> read, List<Integer> places) {
    TokenBatch mine = TokenBatch.of(places.stream().map(answers.tokens()::get).toList());
    TokenBatch theirs = TokenBatch.of(places.stream().map(read::get).toList());
    return TokenScores.divergence(answers.model().decoder(), mine, reference.decoder(), theirs)
        .sum(new int[] {1});
  }

  /**
   * Returns the sampled responses behind the prompts as another model reads them, cut by the same
   * rule as when they were sampled.
   */
  static List<Tokens> reread(Answers answers, LanguageModel reader, Layout layout) {
    List<Tokens> read = new ArrayList<>();
    for (int i = 0; i < answers.prompts().size(); i++) {
      int[] response = answers.tokens().get(i).response();
      int context = reader.config().context();
      int reserve = Math.max(response.length, Math.min(answers.reserve(), context / 2));
      Encoder encoder = new Encoder(reader, layout, context, reserve);
      read.add(new Tokens(encoder.prompt(answers.prompts().get(i)), response));
    }
    return read;
  }
}
