package org.attune.sample;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.model.Encoder;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Tokens;

/** What one policy answers to some prompts, with the ids it sampled and the time it took. */
public final class Answers {
  private static final int BATCH = 128;

  private final LanguageModel model;
  private final List<String> prompts;
  private final List<Tokens> tokens;
  private final List<String> texts;
  private final double seconds;
  private final int cutPrompts;
  private final int reserve;
  private final IdentityHashMap<Object, List<Double>> measured = new IdentityHashMap<>();

  private Answers(
      LanguageModel model,
      List<String> prompts,
      List<Tokens> tokens,
      List<String> texts,
      double seconds,
      int cutPrompts,
      int reserve) {
    this.model = model;
    this.prompts = prompts;
    this.tokens = tokens;
    this.texts = texts;
    this.seconds = seconds;
    this.cutPrompts = cutPrompts;
    this.reserve = reserve;
  }

  /**
   * Samples one answer to each prompt.
   *
   * <p>An answer that reaches the limit of tokens has no end-of-text. Prompts that leave too little
   * room for that many tokens lose their oldest tokens.
   */
  public static Answers sample(
      LanguageModel model, Layout layout, List<String> prompts, Decoding decoding) {
    long start = System.nanoTime();
    int context = model.config().context();
    int reserve = Math.min(decoding.maxTokens(), context / 2);
    Encoder encoder = new Encoder(model, layout, context, reserve);
    List<int[]> asked = prompts.stream().map(encoder::prompt).toList();
    List<int[]> ids =
        new Generator(model.decoder(), BATCH).generate(asked, decoding.maxTokens(reserve), 0);
    List<Tokens> tokens =
        IntStream.range(0, ids.size()).mapToObj(i -> new Tokens(asked.get(i), ids.get(i))).toList();
    List<String> texts =
        ids.stream().map(answer -> model.tokenizer().decode(answer).strip()).toList();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Answers(
        model, List.copyOf(prompts), tokens, texts, seconds, encoder.cutPrompts(), reserve);
  }

  /**
   * Takes answers that were written elsewhere, as if a model had given them; they may fill half of
   * its context.
   */
  public static Answers of(
      LanguageModel model, Layout layout, List<String> prompts, List<String> texts) {
    int reserve = model.config().context() / 2;
    Encoder encoder = new Encoder(model, layout, model.config().context(), reserve);
    List<Tokens> tokens =
        IntStream.range(0, prompts.size())
            .mapToObj(
                i ->
                    new Tokens(encoder.prompt(prompts.get(i)), ended(model, texts.get(i), reserve)))
            .toList();
    return new Answers(
        model, List.copyOf(prompts), tokens, List.copyOf(texts), 0, encoder.cutPrompts(), reserve);
  }

  private static int[] ended(LanguageModel model, String text, int most) {
    int[] ids = model.tokenizer().encodeResponse(text);
    int[] ended = Arrays.copyOf(ids, Math.min(most, ids.length + 1));
    if (ids.length < most) {
      ended[ids.length] = model.config().eos();
    }
    return ended;
  }

  /** Returns the model that answered. */
  public LanguageModel model() {
    return model;
  }

  /** Returns the prompts as they were asked. */
  public List<String> prompts() {
    return prompts;
  }

  /** Returns the laid-out prompts and the sampled ids. */
  public List<Tokens> tokens() {
    return tokens;
  }

  /** Returns the answers' texts. */
  public List<String> texts() {
    return texts;
  }

  /** Returns the number of sampled tokens. */
  public long sampledTokens() {
    return tokens.stream().mapToLong(row -> row.response().length).sum();
  }

  /** Returns how long sampling took. */
  public double seconds() {
    return seconds;
  }

  /** Returns how many prompts lost their oldest tokens. */
  public int cutPrompts() {
    return cutPrompts;
  }

  /** Returns how many tokens of the context the prompts left free. */
  public int reserve() {
    return reserve;
  }

  /** Returns a measurement of these answers, computing it once for each key. */
  public synchronized List<Double> remember(Object key, Supplier<List<Double>> compute) {
    return measured.computeIfAbsent(key, k -> compute.get());
  }
}
