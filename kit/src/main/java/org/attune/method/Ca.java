package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.attune.model.AddedTokens;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;

/**
 * Conditional alignment: supervised fine-tuning with each response's reward written into its
 * prompt; at inference the prompt asks for a high reward (Hu et al. 2023, arXiv 2308.12050, eq. 6;
 * "Decision Transformer alignment" in its first version).
 *
 * <p>By default the reward is written as its quantile among the rewards of the data: each of a few
 * intervals of equal probability has one new token. Every token is equally frequent, and a small
 * model reads one token instead of the four of a decimal number. The token stands before the
 * prompt, where it hardly disturbs the model; after the prompt, the same training learned a fifth
 * as much of it. {@link #paperNotation} writes the reward itself as {@code User: {instruction}
 * Assistant: <rm_score> a.b {response}} with one decimal, the notation of Hu et al., §4.1 (the
 * paper prints three).
 *
 * @param pattern the text after the prompt, with the placeholder {@code {score}}; with a
 *     placeholder {@code {prompt}} too, the text around the prompt
 * @param codes number of quantile codes, or 0 to write the normalised reward itself
 * @param cuts the normalised rewards that separate the codes; computed from the data before
 *     training
 * @param ask the score in the prompt at inference: a quantile, or without codes a normalised reward
 * @param reduction how losses are averaged
 * @param config the training configuration
 */
public record Ca(
    String pattern,
    int codes,
    List<Double> cuts,
    double ask,
    Reduction reduction,
    TrainingConfig config)
    implements Configurable<Ca> {
  private static final String PAPER_PATTERN = " <rm_score> {score}";
  private static final String CODE_PATTERN = "<q{score}>{prompt}";
  private static final int CODES = 5;

  /** Checks the pattern and the score. */
  public Ca {
    cuts = List.copyOf(cuts);
    PromptTemplate.checkScore(pattern);
    InvalidInputException.unless(
        codes == 0 || codes > 1,
        "CA needs at least two quantile codes, got %d; 0 writes the reward itself.",
        codes);
    InvalidInputException.unless(
        Double.isFinite(ask),
        "The score that CA asks for must be a number, got %s; the paper asks for 5.",
        ask);
    InvalidInputException.unless(
        codes == 0 || (ask > 0 && ask < 1),
        "CA asks for a quantile of the rewards, between 0 and 1, got %s; ask for 0.9, or use"
            + " paperNotation() to ask for a normalised reward.",
        ask);
  }

  /**
   * Uses five quantile codes and asks for 0.9, the middle of the best fifth. Learning the codes
   * takes more responses than imitation: 300 steps of 32.
   */
  public Ca() {
    this(
        CODE_PATTERN,
        CODES,
        List.of(),
        0.9,
        Reduction.TOKEN_MEAN,
        TrainingConfig.small().steps(300).batchSize(32).microBatch(32));
  }

  /** Returns the settings of Hu et al. (§4.1): ask for 5.0, learning rate 5e-6, batch 128. */
  public static Ca paper() {
    return new Ca().paperNotation().config(TrainingConfig.offlinePaper());
  }

  /** Returns this method writing the normalised reward as in Hu et al., §4.1, and asking for 5. */
  public Ca paperNotation() {
    return new Ca(PAPER_PATTERN, 0, List.of(), 5, reduction, config);
  }

  @Override
  public String name() {
    return "CA";
  }

  /**
   * Returns a rule with a higher rate than plain imitation, which would not learn the new tokens.
   */
  @Override
  public LearningRateRule learningRateRule() {
    return codes == 0 ? LearningRateRule.IMITATION : LearningRateRule.CONDITIONAL;
  }

  @Override
  public Fitted fit(LanguageModel policy, List<String> responses, List<Double> rewards) {
    if (codes == 0) {
      return new Fitted(this, policy);
    }
    List<Double> sorted = rewards.stream().sorted().toList();
    List<Double> found =
        IntStream.range(1, codes).mapToObj(i -> cut(sorted, i * sorted.size() / codes)).toList();
    Ca fitted = new Ca(pattern, codes, found, ask, reduction, config);
    PromptTemplate layout = fitted.layout(PromptTemplate.PLAIN);
    return new Fitted(fitted, AddedTokens.to(policy, described(layout, responses, rewards)));
  }

  /**
   * Places the boundary halfway between a reward and the next lower one, so that equal rewards stay
   * together; where none is lower, below the next higher one.
   */
  private static double cut(List<Double> sorted, int at) {
    double here = sorted.get(at);
    OptionalDouble lower =
        sorted.stream().mapToDouble(Double::doubleValue).filter(r -> r < here).max();
    OptionalDouble other =
        lower.isPresent()
            ? lower
            : sorted.stream().mapToDouble(Double::doubleValue).filter(r -> r > here).min();
    return (here + other.orElse(here)) / 2;
  }

  /** Returns the responses that each code stands for. */
  private static Map<String, List<String>> described(
      PromptTemplate layout, List<String> responses, List<Double> rewards) {
    Map<String, List<String>> described = new LinkedHashMap<>();
    layout.codes().forEach(code -> described.put(code, new ArrayList<>()));
    for (int i = 0; i < responses.size(); i++) {
      described.get(layout.codes().get(layout.place(rewards.get(i)))).add(responses.get(i));
    }
    described.replaceAll((code, texts) -> texts.isEmpty() ? responses : texts);
    return described;
  }

  @Override
  public PromptTemplate layout(PromptTemplate policy) {
    return codes == 0 ? policy.withScore(pattern, ask) : policy.withQuantiles(pattern, cuts, ask);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    return batch
        .policy()
        .sum()
        .neg(); // −log π(y | x, R), the reward is in the prompt, eq. 6  // (batch)
  }

  /** Returns this method with another requested quantile, or without codes another reward. */
  public Ca ask(double score) {
    return new Ca(pattern, codes, cuts, score, reduction, config);
  }

  /** Returns this method with this many quantile codes. */
  public Ca codes(int count) {
    return new Ca(pattern, count, List.of(), ask, reduction, config);
  }

  /** Returns this method with another notation for the score. */
  public Ca pattern(String pattern) {
    return new Ca(pattern, codes, cuts, ask, reduction, config);
  }

  /** Returns this method with another reduction. */
  public Ca reduction(Reduction reduction) {
    return new Ca(pattern, codes, cuts, ask, reduction, config);
  }

  @Override
  public Ca config(TrainingConfig config) {
    return new Ca(pattern, codes, cuts, ask, reduction, config);
  }
}
