package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.attune.data.Pair;
import org.attune.data.ResponseScorer;
import org.attune.data.ScorerCalls;

/**
 * One response from each of two policies to every prompt, the first policy's first (Tang et al.
 * 2024, arXiv 2405.08448, §5.2); the policy of the call is ignored.
 *
 * <p>The two use different random numbers, so that a policy can be compared with itself.
 */
public record TwoPolicySampler(
    SamplingPolicy first, SamplingPolicy second, GenerationConfig decoding)
    implements ResponseSampler {
  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    List<List<Candidate>> one = sampler.by(first).draw(0, 1, decoding);
    List<List<Candidate>> other = sampler.by(second).draw(1, 1, decoding);
    List<List<Candidate>> both = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      both.add(List.of(one.get(i).get(0), other.get(i).get(0)));
    }
    return both;
  }

  /**
   * Samples both policies' answers to some prompts and returns the pairs ordered by a judge, as
   * {@link #pairs(List, List, ResponseScorer)} does: {@code
   * Dataset.ofPairs(ResponseSampler.versus(a, b).pairs(prompts, judge))}.
   */
  public List<Pair> pairs(List<String> prompts, ResponseScorer judge) {
    return pairs(prompts, candidates(CachedSampler.of(first, prompts)), judge);
  }

  /**
   * Returns a pair for every prompt whose two responses the judge, a reward or a preference model,
   * scores differently; ties are omitted.
   */
  public static List<Pair> pairs(
      List<String> prompts, List<List<Candidate>> both, ResponseScorer judge) {
    List<String> asked = prompts.stream().flatMap(p -> Stream.of(p, p)).toList();
    List<String> said = both.stream().flatMap(List::stream).map(Candidate::text).toList();
    // One call, so that a preference model sees both responses to a prompt.
    List<Double> scores = CandidateScores.checked(ScorerCalls.scores(judge, asked, said), asked);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < asked.size(); i += 2) {
      double order = scores.get(i) - scores.get(i + 1);
      if (order != 0) {
        int better = order > 0 ? i : i + 1;
        int worse = order > 0 ? i + 1 : i;
        pairs.add(new Pair(asked.get(i), said.get(better), said.get(worse)));
      }
    }
    return List.copyOf(pairs);
  }

  @Override
  public TwoPolicySampler with(GenerationConfig other) {
    return new TwoPolicySampler(first, second, other);
  }

  @Override
  public String toString() {
    return "one policy against another, " + decoding;
  }
}
