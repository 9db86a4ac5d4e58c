package org.attune.sample;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.data.KeptAnswers;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.ResponseLikelihood;
import org.attune.model.TokenizedExample;

/** One policy's answers to some prompts, with the sampled ids and the time taken. */
public final class Completions {
  private final LanguageModel model;
  private final PromptTemplate layout;
  private final Optional<BestOfN> choice;
  private final List<String> prompts;
  private final List<TokenizedExample> tokens;
  private final List<String> texts;
  private final SamplingCost cost;
  private final IdentityHashMap<Object, List<Double>> measured = new IdentityHashMap<>();

  /** Sampled tokens, seconds, truncated prompts, and the tokens left free. */
  private record SamplingCost(long tokens, double seconds, int cutPrompts, int reserve) {}

  private Completions(
      LanguageModel model,
      PromptTemplate layout,
      Optional<BestOfN> choice,
      List<String> prompts,
      List<TokenizedExample> tokens,
      List<String> texts,
      SamplingCost cost) {
    this.model = model;
    this.layout = layout;
    this.choice = choice;
    this.prompts = prompts;
    this.tokens = tokens;
    this.texts = texts;
    this.cost = cost;
  }

  /**
   * Samples one answer to each prompt.
   *
   * <p>An answer that reaches the limit of tokens has no end-of-text. Prompts that leave too little
   * room for that many tokens are truncated from the start.
   */
  public static Completions sample(
      LanguageModel model, PromptTemplate layout, List<String> prompts, GenerationConfig decoding) {
    return sample(SamplingPolicy.of(model, layout), prompts, decoding);
  }

  /** Samples one answer to each prompt; a best-of-n policy selects it among several. */
  public static Completions sample(
      SamplingPolicy speaker, List<String> prompts, GenerationConfig decoding) {
    return sample(speaker, prompts, decoding, SamplingListener.none(), Optional.empty());
  }

  /** Samples one answer to each prompt, and tells a listener how far it is. */
  public static Completions sample(
      SamplingPolicy speaker,
      List<String> prompts,
      GenerationConfig decoding,
      SamplingListener listener) {
    return sample(speaker, prompts, decoding, listener, Optional.empty());
  }

  /**
   * Samples one answer to each prompt, and hands over each token as it comes. Answers that are
   * selected among several, or sampled on a cluster, come only when they are whole.
   */
  public static Completions sample(
      SamplingPolicy speaker,
      List<String> prompts,
      GenerationConfig decoding,
      TokenListener listener) {
    boolean plain = speaker.choice().isEmpty() && speaker.cluster().isEmpty();
    Optional<TokenListener> reader = plain ? Optional.of(listener) : Optional.empty();
    return sample(speaker, prompts, decoding, SamplingListener.none(), reader);
  }

  private static Completions sample(
      SamplingPolicy speaker,
      List<String> prompts,
      GenerationConfig decoding,
      SamplingListener listener,
      Optional<TokenListener> reader) {
    long start = System.nanoTime();
    EncodedPrompts asked = EncodedPrompts.of(speaker.model(), speaker.layout(), prompts, decoding);
    long[] sampled = new long[1];
    SamplingListener counting =
        (done, total, tokens) -> {
          sampled[0] = tokens;
          listener.onTokens(done, total, tokens);
        };
    CachedSampler plain = CachedSampler.of(speaker, prompts).defaultListener(counting);
    List<List<Candidate>> drawn = reader.map(plain::readBy).orElse(plain).draw(0, 1, decoding);
    List<Candidate> answers = drawn.stream().map(all -> all.get(0)).toList();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Completions(
        speaker.model(),
        speaker.layout(),
        speaker.choice().map(best -> best.with(decoding)),
        List.copyOf(prompts),
        tokens(asked.ids(), answers),
        answers.stream().map(Candidate::text).toList(),
        new SamplingCost(sampled[0], seconds, asked.cut(), asked.reserve()));
  }

  private static List<TokenizedExample> tokens(List<int[]> prompts, List<Candidate> answers) {
    return IntStream.range(0, answers.size())
        .mapToObj(i -> new TokenizedExample(prompts.get(i), answers.get(i).tokens()))
        .toList();
  }

  /** Wraps existing answers as if a model had given them; they may fill half of its context. */
  public static Completions of(
      LanguageModel model, PromptTemplate layout, List<String> prompts, List<String> texts) {
    int reserve = model.config().context() / 2;
    PromptEncoder encoder = new PromptEncoder(model, layout, model.config().context(), reserve);
    List<TokenizedExample> tokens =
        IntStream.range(0, prompts.size())
            .mapToObj(
                i ->
                    new TokenizedExample(
                        encoder.prompt(prompts.get(i)), encoder.response(texts.get(i), reserve)))
            .toList();
    long length = tokens.stream().mapToLong(row -> row.response().length).sum();
    SamplingCost cost = new SamplingCost(length, 0, encoder.cutPrompts(), reserve);
    return new Completions(
        model, layout, Optional.empty(), List.copyOf(prompts), tokens, List.copyOf(texts), cost);
  }

  /** Returns the model that answered. */
  public LanguageModel model() {
    return model;
  }

  /** Returns the prompts' layout. */
  public PromptTemplate layout() {
    return layout;
  }

  /** Returns how each answer was selected among several draws, or nothing for a single draw. */
  public Optional<BestOfN> choice() {
    return choice;
  }

  /** Returns the prompts as they were asked. */
  public List<String> prompts() {
    return prompts;
  }

  /** Returns the formatted prompts and the sampled ids. */
  public List<TokenizedExample> tokens() {
    return tokens;
  }

  /** Returns the answers' texts. */
  public List<String> texts() {
    return texts;
  }

  /** Returns the number of sampled tokens, including those of answers not selected. */
  public long sampledTokens() {
    return cost.tokens();
  }

  /** Returns how long sampling took. */
  public double seconds() {
    return cost.seconds();
  }

  /** Returns how many prompts were truncated to fit the context. */
  public int cutPrompts() {
    return cost.cutPrompts();
  }

  /** Returns a sentence on the prompts that were truncated to fit the context, if any were. */
  public Optional<String> truncation() {
    return new PromptTruncation(model, layout, prompts).note(cost.cutPrompts(), cost.reserve());
  }

  /** Returns how many tokens of the context the prompts left free. */
  public int reserve() {
    return cost.reserve();
  }

  /**
   * Returns what can be kept of the first answers without their policy, with the tokens of the one
   * that has the highest score.
   *
   * @param most how many answers are kept, if there are as many
   * @param scores one per answer; those that are NaN are passed over
   */
  public KeptAnswers kept(int most, List<Double> scores) {
    List<String> first = texts.subList(0, Math.min(most, texts.size()));
    int best = 0;
    for (int i = 1; i < first.size(); i++) {
      best = scores.get(best).isNaN() || scores.get(i) > scores.get(best) ? i : best;
    }
    return new KeptAnswers(
        first, best, ResponseLikelihood.of(model, layout, prompts.get(best), texts.get(best)));
  }

  /** Returns a measurement of these answers, computing it once for each key. */
  public synchronized List<Double> remember(Object key, Supplier<List<Double>> compute) {
    return measured.computeIfAbsent(key, k -> compute.get());
  }
}
