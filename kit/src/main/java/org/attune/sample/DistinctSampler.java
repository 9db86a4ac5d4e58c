package org.attune.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Another source without duplicate texts among a prompt's candidates. */
record DistinctSampler(ResponseSampler source) implements ResponseSampler {
  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    return source.candidates(sampler).stream().map(DistinctSampler::first).toList();
  }

  private static List<Candidate> first(List<Candidate> all) {
    Map<String, Candidate> seen = new LinkedHashMap<>();
    all.forEach(candidate -> seen.putIfAbsent(candidate.text(), candidate));
    return List.copyOf(seen.values());
  }

  @Override
  public GenerationConfig decoding() {
    return source.decoding();
  }

  @Override
  public ResponseSampler with(GenerationConfig decoding) {
    return new DistinctSampler(source.with(decoding));
  }

  @Override
  public String toString() {
    return source + ", without repeats";
  }
}
