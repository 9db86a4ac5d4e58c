package org.attune.evaluate;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.attune.model.BatchScorer;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenDistributions;
import org.attune.model.TokenizedExample;
import org.attune.sample.BestOfN;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;

/**
 * KL(π‖reference) in nats per response: the exact categorical divergence at each token, summed over
 * a sampled response (Tang et al. 2024, arXiv 2405.08448, App. D).
 *
 * <p>It is an unbiased estimate when answers are sampled at temperature 1. Each policy reads the
 * prompt in its own template, so a conditional policy is measured as it is used.
 *
 * <p>A best-of-n policy has no token probabilities to compare. Sampled at temperature 1 from the
 * reference itself, its divergence is at most ln n − (n − 1)/n, which is reported under a separate
 * name; in all other cases it is not measured.
 */
public record KlDivergence(LanguageModel reference, PromptTemplate layout) implements Metric {
  /** The name of the bound on the divergence of a best-of-n policy. */
  public static final String BOUND = "KL bound";

  private static final int BATCH = 64;

  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    InvalidInputException.unless(
        sameWords(answers.model(), reference),
        "KL compares distributions over the same tokens, but one policy knows %d and the other %d.",
        answers.model().config().vocabulary(),
        reference.config().vocabulary());
    if (answers.choice().isPresent()) {
      return bound(answers, answers.choice().get());
    }
    List<Double> sums = new ArrayList<>();
    List<TokenizedExample> read = reread(answers, reference, layout);
    BatchScorer passes = new BatchScorer(reference.decoder(), BATCH);
    for (float sum :
        passes.eachAt(read, places -> perResponse(answers, read, places), done -> {})) {
      sums.add((double) sum);
    }
    return Map.of("KL", RatioSamples.mean(sums));
  }

  /**
   * Returns whether two models can be compared token by token. A policy with tokens of its own,
   * such as CA's codes, is compared over the tokens of both: it reads the codes and has no reason
   * to write one.
   */
  public static boolean sameWords(LanguageModel policy, LanguageModel reference) {
    int both = Math.min(policy.config().vocabulary(), reference.config().vocabulary());
    return policy.config().vocabulary() == reference.config().vocabulary()
        || policy.tokenizer().sharesFirst(reference.tokenizer(), both);
  }

  private Map<String, RatioSamples> bound(Completions answers, BestOfN best) {
    GenerationConfig d = best.decoding();
    boolean plain = d.temperature() == 1 && d.topK() == 0 && d.topP() == 1;
    boolean same =
        answers.layout().equals(layout)
            && (answers.model() == reference || answers.model().hash().equals(reference.hash()));
    List<Double> bounds = Collections.nCopies(answers.prompts().size(), best.divergenceBound());
    return plain && same ? Map.of(BOUND, RatioSamples.mean(bounds)) : Map.of();
  }

  private NDArray perResponse(
      Completions answers, List<TokenizedExample> read, List<Integer> places) {
    TokenBatch mine = TokenBatch.of(places.stream().map(answers.tokens()::get).toList());
    TokenBatch theirs = TokenBatch.of(places.stream().map(read::get).toList());
    return TokenDistributions.divergence(
            answers.model().decoder(), mine, reference.decoder(), theirs)
        .sum(new int[] {1});
  }

  /**
   * Returns the sampled responses after the prompts as another model encodes them, truncated by the
   * same rule as in sampling.
   */
  static List<TokenizedExample> reread(
      Completions answers, LanguageModel reader, PromptTemplate layout) {
    List<TokenizedExample> read = new ArrayList<>();
    for (int i = 0; i < answers.prompts().size(); i++) {
      int[] response = answers.tokens().get(i).response();
      int context = reader.config().context();
      int reserve = Math.max(response.length, Math.min(answers.reserve(), context / 2));
      PromptEncoder encoder = new PromptEncoder(reader, layout, context, reserve);
      read.add(new TokenizedExample(encoder.prompt(answers.prompts().get(i)), response));
    }
    return read;
  }
}
