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
 * prompt, and a high reward asked for at inference (OFFLINE eq. 6; "Decision Transformer alignment"
 * in its first version).
 *
 * <p>By default the reward is written as the quantile it has among the rewards of the data, one new
 * token for each of a few stretches of equal probability: every code is seen equally often, and a
 * small model has one sign to read where a decimal number has four. It stands before the prompt,
 * where it hardly disturbs what the model knows: after the prompt the same training heard a fifth
 * as much of it. {@link #paperNotation} writes the reward itself, {@code User: {instruction}
 * Assistant: <rm_score> a.b {response}} with one decimal, the notation of OFFLINE §4.1 (the paper
 * prints three).
 *
 * @param pattern what stands after the prompt, with the hole {@code {score}}; with a hole {@code
 *     {prompt}} beside it, what stands around the prompt
 * @param codes number of quantile codes, or 0 to write the normalised reward itself
 * @param cuts the normalised rewards that part the codes; read off the data before training
 * @param ask what to ask for at inference: a quantile, or without codes a normalised reward
 * @param reduction how losses are averaged
 * @param config how long and how fast to train
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
        "CA asks for a quantile of the rewards, between 0 and 1, got %s; ask for 0.9, or take"
            + " paperNotation() to ask for a normalised reward.",
        ask);
  }

  /**
   * Writes one of five quantile codes and asks for 0.9, the middle of the best fifth. Learning to
   * read the codes takes more responses than imitation does: 300 steps of 32.
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

  /** Returns OFFLINE §4.1's settings: ask for 5.0, learning rate 5e-6, batch 128. */
  public static Ca paper() {
    return new Ca().paperNotation().config(TrainingConfig.offlinePaper());
  }

  /** Returns this method writing the normalised reward as OFFLINE §4.1 does, and asking for 5. */
  public Ca paperNotation() {
    return new Ca(PAPER_PATTERN, 0, List.of(), 5, reduction, config);
  }

  @Override
  public String name() {
    return "CA";
  }

  /** A code is a new token, which the low rate of plain imitation would leave unread. */
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
   * Cuts halfway between a reward and the next lower one, so that equal rewards stay together;
   * where none is lower, below the next higher one.
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

  /** A code is described by the responses that it stands for. */
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

  /** Returns this method asking for another quantile, or without codes for another reward. */
  public Ca ask(double score) {
    return new Ca(pattern, codes, cuts, score, reduction, config);
  }

  /** Returns this method with so many quantile codes. */
  public Ca codes(int count) {
    return new Ca(pattern, count, List.of(), ask, reduction, config);
  }

  /** Returns this method with another notation for the score. */
  public Ca pattern(String pattern) {
    return new Ca(pattern, codes, cuts, ask, reduction, config);
  }

  /** Returns this method with another average. */
  public Ca reduction(Reduction reduction) {
    return new Ca(pattern, codes, cuts, ask, reduction, config);
  }

  @Override
  public Ca config(TrainingConfig config) {
    return new Ca(pattern, codes, cuts, ask, reduction, config);
  }
}
