package org.attune.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;

/**
 * Searches for the most probable responses to several prompts together, with one cache row per live
 * beam.
 */
final class BeamSearch {
  private final Decoder decoder;
  private final BeamSampler beam;
  private final SamplingProgress meter;

  BeamSearch(Decoder decoder, BeamSampler beam, SamplingProgress meter) {
    this.decoder = decoder;
    this.beam = beam;
    this.meter = meter;
  }

  /**
   * Returns the responses to each prompt, best first, using at most {@code rows} rows at a time.
   */
  List<List<Continuation>> search(List<int[]> prompts, int rows) {
    Integer[] order = IntStream.range(0, prompts.size()).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Integer.compare(prompts.get(a).length, prompts.get(b).length));
    int together = Math.max(1, rows / beam.k());
    List<Supplier<List<List<Continuation>>>> portions = new ArrayList<>();
    for (int from = 0; from < order.length; from += together) {
      Integer[] part = Arrays.copyOfRange(order, from, Math.min(order.length, from + together));
      portions.add(() -> batch(Arrays.stream(part).map(prompts::get).toList()));
    }
    List<List<Continuation>> sorted =
        Generator.sideBySide(decoder, portions).stream().flatMap(List::stream).toList();
    List<List<Continuation>> found = new ArrayList<>();
    prompts.forEach(prompt -> found.add(List.of()));
    for (int i = 0; i < order.length; i++) {
      found.set(order[i], sorted.get(i));
    }
    return found;
  }

  private List<List<Continuation>> batch(List<int[]> prompts) {
    PromptPrefill prefill = new PromptPrefill(prompts);
    List<List<BeamGroup>> all = groups(prompts, prefill);
    int most = prompts.stream().mapToInt(this::limit).max().orElse(0);
    try (KeyValueCache cache =
        decoder.cache(prefill.padding(), prefill.longest() + Math.max(most, 1))) {
      long[] ids = prefill.ids();
      int rows = prefill.size();
      while (rows > 0 && all.stream().anyMatch(BeamSearch::isOpen)) {
        if (Thread.interrupted()) {
          throw new SamplingInterruptedException();
        }
        TopTokens leaders =
            TopTokens.read(decoder, ids, rows, cache, beam.decoding().temperature(), wanted());
        all.stream().filter(BeamSearch::isOpen).forEach(groups -> step(groups, leaders));
        ids = moved(all, cache, rows);
        rows = ids.length;
      }
    }
    return all.stream().map(this::best).toList();
  }

  /**
   * Returns how many of a beam's most probable tokens are needed so that no other can be chosen:
   * twice the group's width, plus at most twice the width of earlier groups for penalised tokens.
   */
  private int wanted() {
    return 2 * beam.k();
  }

  private int limit(int[] prompt) {
    return Math.min(beam.decoding().maxTokens(), decoder.config().context() - prompt.length);
  }

  private List<List<BeamGroup>> groups(List<int[]> prompts, PromptPrefill prefill) {
    int width = beam.k() / beam.groups();
    List<List<BeamGroup>> all = new ArrayList<>();
    for (int row = 0; row < prompts.size(); row++) {
      int place = prefill.askers()[row];
      int limit = limit(prompts.get(row));
      all.add(
          IntStream.range(0, beam.groups())
              .mapToObj(group -> new BeamGroup(width, limit, decoder.config(), beam.by(), place))
              .toList());
    }
    return all;
  }

  private static boolean isOpen(List<BeamGroup> groups) {
    return groups.stream().anyMatch(group -> !group.alive().isEmpty());
  }

  /** Advances the groups in turn, each penalising the choices of earlier groups. */
  private void step(List<BeamGroup> groups, TopTokens leaders) {
    Map<Integer, Double> penalties = new HashMap<>();
    int tokens = 0;
    for (BeamGroup group : groups) {
      if (!group.alive().isEmpty()) {
        List<Integer> chosen = group.step(leaders, penalties);
        chosen.forEach(token -> penalties.merge(token, beam.penalty(), Double::sum));
        tokens += chosen.size();
      }
    }
    meter.add(isOpen(groups) ? 0 : beam.k(), tokens);
  }

  /** Reorders the cache to match the live beams and returns their last tokens. */
  private static long[] moved(List<List<BeamGroup>> all, KeyValueCache cache, int rows) {
    List<Integer> places = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (List<BeamGroup> groups : all) {
      for (BeamGroup group : groups) {
        List<BeamHypothesis> moved = new ArrayList<>();
        for (BeamHypothesis hypothesis : group.alive()) {
          moved.add(hypothesis.at(places.size()));
          places.add(hypothesis.place());
          ids.add((long) hypothesis.token());
        }
        group.move(moved);
      }
    }
    int[] wanted = places.stream().mapToInt(Integer::intValue).toArray();
    if (wanted.length > 0 && !Arrays.equals(wanted, IntStream.range(0, rows).toArray())) {
      cache.keep(wanted);
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private List<Continuation> best(List<BeamGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.ended().stream())
        .sorted(Comparator.<BeamHypothesis>comparingDouble(beam.by()::of).reversed())
        .map(BeamHypothesis::continuation)
        .toList();
  }
}
