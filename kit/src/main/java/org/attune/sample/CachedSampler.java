package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.attune.model.Decoder;
import org.attune.model.Nucleus;
import org.attune.util.InvalidInputException;

/**
 * Samples one policy's responses to some prompts, or reads them from disk if they were sampled
 * before.
 */
public final class CachedSampler {

  private final SamplingPolicy speaker;
  private final List<String> prompts;
  private final SampleCache cache;
  private final SamplingListener listener;
  private final Optional<TokenListener> reader;

  private CachedSampler(
      SamplingPolicy speaker,
      List<String> prompts,
      SampleCache cache,
      SamplingListener listener,
      Optional<TokenListener> reader) {
    this.speaker = speaker;
    this.prompts = List.copyOf(prompts);
    this.cache = cache;
    this.listener = listener;
    this.reader = reader;
  }

  /**
   * Returns a sampler without files and without a listener; weights that are NaN or infinite, as
   * after a training that diverged, are rejected.
   */
  public static CachedSampler of(SamplingPolicy speaker, List<String> prompts) {
    requireFinite(speaker);
    return new CachedSampler(
        speaker, prompts, SampleCache.none(), SamplingListener.none(), Optional.empty());
  }

  static void requireFinite(SamplingPolicy speaker) {
    InvalidInputException.unless(
        speaker.model().decoder().weights().areFinite(),
        "The policy cannot answer: some of its weights are NaN or infinite, as after a training"
            + " that diverged; train again with a lower learning rate.");
  }

  /** Returns this sampler with a cache folder. */
  public CachedSampler cachedIn(SampleCache folder) {
    return new CachedSampler(speaker, prompts, folder, listener, reader);
  }

  /** Returns this sampler with a listener. */
  public CachedSampler defaultListener(SamplingListener watcher) {
    return new CachedSampler(speaker, prompts, cache, watcher, reader);
  }

  /** Returns this sampler with somebody who reads each token as it is sampled. */
  CachedSampler readBy(TokenListener other) {
    return new CachedSampler(speaker, prompts, cache, listener, Optional.of(other));
  }

  /** Returns this sampler with another policy. */
  public CachedSampler by(SamplingPolicy other) {
    return new CachedSampler(other, prompts, cache, listener, reader);
  }

  /** Returns the policy. */
  SamplingPolicy speaker() {
    return speaker;
  }

  /** Returns the prompts. */
  public List<String> prompts() {
    return prompts;
  }

  /**
   * Draws responses number {@code first} to {@code first + k - 1} to every prompt. Response j to
   * prompt i depends only on the seed, i and j, not on k or the rest of the batch.
   */
  public List<List<Candidate>> draw(int first, int k, GenerationConfig decoding) {
    if (speaker.choice().isEmpty()) {
      return drawn(first, k, decoding);
    }
    BestOfN best = speaker.choice().get();
    return best.ofEach(prompts, drawn(first * best.n(), k * best.n(), decoding));
  }

  private List<List<Candidate>> drawn(int first, int k, GenerationConfig decoding) {
    return cache.of(
        () -> key("draws " + first + " to " + (first + k) + " " + exact(decoding)),
        () -> draw(first, k, decoding, speaker.cluster().isPresent() ? there() : here(k)));
  }

  /** Continues prompts with the random numbers of their streams. */
  @FunctionalInterface
  private interface Drawing {
    List<Continuation> of(
        List<int[]> rows,
        long[] streams,
        GenerationConfig decoding,
        StopStrings cut,
        SamplingProgress meter);
  }

  private Drawing here(int k) {
    return Generator.of(speaker.model().sampling(), prompts.size() * k)::continuations;
  }

  private Drawing there() {
    ClusterSampling sampling = new ClusterSampling(speaker.model(), speaker.cluster().get());
    return (rows, streams, decoding, cut, meter) ->
        sampling.continuations(rows, streams, decoding, meter);
  }

  /** Draws responses from the policy restricted to another model's nucleus. */
  List<List<Candidate>> drawWithin(Nucleus nucleus, int k, GenerationConfig decoding) {
    Generator generator = Generator.of(speaker.model().decoder(), prompts.size() * k);
    return draw(0, k, decoding, generator.within(nucleus)::continuations);
  }

  private List<List<Candidate>> draw(int first, int k, GenerationConfig decoding, Drawing drawing) {
    EncodedPrompts asked = encoded(decoding);
    List<int[]> rows = new ArrayList<>();
    long[] streams = new long[prompts.size() * k];
    for (int i = 0; i < streams.length; i++) {
      rows.add(asked.ids().get(i / k));
      // The first response to a prompt has the prompt's number, as in plain sampling.
      streams[i] = i / k + ((long) (first + i % k) << Integer.SIZE);
    }
    StopStrings cut = new StopStrings(speaker.model().tokenizer(), decoding.markers());
    SamplingProgress meter = new SamplingProgress(listener, reader, streams.length);
    List<Continuation> all = drawing.of(rows, streams, asked.limit(decoding), cut, meter);
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> candidates(all.subList(i * k, (i + 1) * k), cut))
        .toList();
  }

  /** Returns the responses that a beam search finds, best first; it runs in this process. */
  public List<List<Candidate>> search(BeamSampler beam) {
    InvalidInputException.unless(
        speaker.choice().isEmpty(),
        "Beam search looks for what one policy finds probable, and a best-of-n policy has no"
            + " probabilities; search with the policy it samples from.");
    String what = beam.k() + "/" + beam.groups() + " " + beam.penalty() + " " + beam.by();
    return cache.of(
        () -> key("beams " + what + " " + exact(beam.decoding().seed(0))),
        () -> {
          EncodedPrompts asked = encoded(beam.decoding());
          StopStrings cut = new StopStrings(speaker.model().tokenizer(), beam.decoding().markers());
          SamplingProgress meter = new SamplingProgress(listener, (long) prompts.size() * beam.k());
          BeamSampler limited = beam.with(asked.limit(beam.decoding()));
          Decoder decoder = speaker.model().sampling();
          int rows = Generator.batchSize(decoder, prompts.size() * beam.k());
          return new BeamSearch(decoder, limited, meter)
              .search(asked.ids(), rows).stream().map(all -> candidates(all, cut)).toList();
        });
  }

  private EncodedPrompts encoded(GenerationConfig decoding) {
    EncodedPrompts asked = EncodedPrompts.of(speaker.model(), speaker.layout(), prompts, decoding);
    new PromptTruncation(speaker.model(), speaker.layout(), prompts)
        .note(asked.cut(), asked.reserve())
        .ifPresent(listener::onTruncation);
    return asked;
  }

  private SampleKey key(String way) {
    return SampleKey.of(speaker.model(), speaker.layout(), way, prompts);
  }

  private List<Candidate> candidates(List<Continuation> found, StopStrings cut) {
    return found.stream().map(whole -> candidate(whole, cut)).toList();
  }

  private Candidate candidate(Continuation whole, StopStrings cut) {
    Continuation kept = cut.tokens(whole);
    return new Candidate(
        cut.text(speaker.model().tokenizer().decode(whole.ids())).strip(),
        IntStream.of(kept.ids()).boxed().toList(),
        DoubleStream.of(kept.logProbs()).boxed().toList());
  }

  /**
   * Returns a text of all settings that determine the samples; the decoding's own text omits the
   * limits.
   */
  private static String exact(GenerationConfig d) {
    return List.of(d.temperature(), d.topK(), d.topP(), d.maxTokens(), d.seed(), d.markers())
        .toString();
  }
}
