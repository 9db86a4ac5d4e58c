package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.attune.data.BadInput;
import org.attune.model.Decoder;

/**
 * Draws and searches responses of one policy to some prompts, or takes them from the disk where it
 * was done before.
 */
public final class Sampler {

  private final Speaker speaker;
  private final List<String> prompts;
  private final SampleCache cache;
  private final SampleListener listener;

  private Sampler(
      Speaker speaker, List<String> prompts, SampleCache cache, SampleListener listener) {
    this.speaker = speaker;
    this.prompts = List.copyOf(prompts);
    this.cache = cache;
    this.listener = listener;
  }

  /** Returns a sampler that neither reads nor writes files and tells nobody how it goes. */
  public static Sampler of(Speaker speaker, List<String> prompts) {
    return new Sampler(speaker, prompts, SampleCache.none(), SampleListener.none());
  }

  /** Returns this sampler with a folder of what was sampled before. */
  public Sampler cachedIn(SampleCache folder) {
    return new Sampler(speaker, prompts, folder, listener);
  }

  /** Returns this sampler with a listener. */
  public Sampler watchedBy(SampleListener watcher) {
    return new Sampler(speaker, prompts, cache, watcher);
  }

  /** Returns this sampler asking another policy. */
  public Sampler by(Speaker other) {
    return new Sampler(other, prompts, cache, listener);
  }

  /** Returns who is asked. */
  Speaker speaker() {
    return speaker;
  }

  /** Returns the prompts. */
  public List<String> prompts() {
    return prompts;
  }

  /**
   * Draws responses number {@code first} to {@code first + k - 1} to every prompt. Response j to
   * prompt i depends on the seed, i and j, not on k or on what stands beside it.
   */
  public List<List<Candidate>> draw(int first, int k, Decoding decoding) {
    if (speaker.choice().isEmpty()) {
      return drawn(first, k, decoding);
    }
    BestOf best = speaker.choice().get();
    return best.ofEach(prompts, drawn(first * best.n(), k * best.n(), decoding));
  }

  private List<List<Candidate>> drawn(int first, int k, Decoding decoding) {
    return cache.of(
        speaker,
        "draws " + first + " to " + (first + k) + " " + exact(decoding),
        prompts,
        () -> {
          Asked asked = Asked.of(speaker, prompts, decoding);
          List<int[]> rows = new ArrayList<>();
          long[] streams = new long[prompts.size() * k];
          for (int i = 0; i < streams.length; i++) {
            rows.add(asked.ids().get(i / k));
            // The first response to a prompt has the prompt's number, as in plain sampling.
            streams[i] = i / k + ((long) (first + i % k) << Integer.SIZE);
          }
          TurnCut cut = new TurnCut(speaker.model().tokenizer(), decoding.markers());
          Meter meter = new Meter(listener, streams.length);
          List<Continuation> all =
              Generator.of(speaker.model().sampling(), rows.size())
                  .continuations(rows, streams, asked.limit(decoding), cut, meter);
          return IntStream.range(0, prompts.size())
              .mapToObj(i -> candidates(all.subList(i * k, (i + 1) * k), cut))
              .toList();
        });
  }

  /** Searches the responses that a beam search finds, best first. */
  public List<List<Candidate>> search(Beam beam) {
    BadInput.unless(
        speaker.choice().isEmpty(),
        "Beam search looks for what one policy finds probable, and a best-of-n policy has no"
            + " probabilities; search with the policy it draws from.");
    String what = beam.k() + "/" + beam.groups() + " " + beam.penalty() + " " + beam.by();
    return cache.of(
        speaker,
        "beams " + what + " " + exact(beam.decoding().seed(0)),
        prompts,
        () -> {
          Asked asked = Asked.of(speaker, prompts, beam.decoding());
          TurnCut cut = new TurnCut(speaker.model().tokenizer(), beam.decoding().markers());
          Meter meter = new Meter(listener, (long) prompts.size() * beam.k());
          Beam limited = beam.with(asked.limit(beam.decoding()));
          Decoder decoder = speaker.model().sampling();
          int rows = Portions.size(decoder, prompts.size() * beam.k());
          return new BeamSearch(decoder, limited, meter)
              .search(asked.ids(), rows).stream().map(all -> candidates(all, cut)).toList();
        });
  }

  private List<Candidate> candidates(List<Continuation> found, TurnCut cut) {
    return found.stream().map(whole -> candidate(whole, cut)).toList();
  }

  private Candidate candidate(Continuation whole, TurnCut cut) {
    Continuation kept = cut.tokens(whole);
    return new Candidate(
        cut.text(speaker.model().tokenizer().decode(whole.ids())).strip(),
        IntStream.of(kept.ids()).boxed().toList(),
        DoubleStream.of(kept.logProbs()).boxed().toList());
  }

  /** Everything that decides what is sampled; a decoding's own text leaves the limits out. */
  private static String exact(Decoding d) {
    return List.of(d.temperature(), d.topK(), d.topP(), d.maxTokens(), d.seed(), d.markers())
        .toString();
  }
}
