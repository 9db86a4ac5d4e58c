package org.attune.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Another source without a candidate whose text an earlier one of the same prompt has. */
record Distinct(Source source) implements Source {
  @Override
  public List<List<Candidate>> candidates(Sampler sampler) {
    return source.candidates(sampler).stream().map(Distinct::first).toList();
  }

  private static List<Candidate> first(List<Candidate> all) {
    Map<String, Candidate> seen = new LinkedHashMap<>();
    all.forEach(candidate -> seen.putIfAbsent(candidate.text(), candidate));
    return List.copyOf(seen.values());
  }

  @Override
  public Decoding decoding() {
    return source.decoding();
  }

  @Override
  public Source with(Decoding decoding) {
    return new Distinct(source.with(decoding));
  }

  @Override
  public String toString() {
    return source + ", without repeats";
  }
}
