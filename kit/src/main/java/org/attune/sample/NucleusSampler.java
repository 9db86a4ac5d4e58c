package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import org.attune.model.LanguageModel;
import org.attune.model.Nucleus;
import org.attune.util.InvalidInputException;

/**
 * Several independent samples from a policy restricted to another model's nucleus, as in NLPO.
 *
 * @param k responses per prompt
 * @param mask the model whose nucleus restricts the policy
 * @param topP the probability of that nucleus
 * @param decoding the length and the seed; temperature and further filters apply after the mask
 */
public record NucleusSampler(int k, LanguageModel mask, double topP, GenerationConfig decoding)
    implements ResponseSampler {
  private static final int ROWS = 128;

  /** Checks the settings. */
  public NucleusSampler {
    InvalidInputException.unless(k >= 1, "The number of samples k must be at least 1, got %d.", k);
  }

  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    SamplingPolicy speaker = sampler.speaker();
    EncodedPrompts asked = EncodedPrompts.of(speaker, sampler.prompts(), decoding);
    List<int[]> rows = new ArrayList<>();
    List<TokenSampler> draws = new ArrayList<>();
    for (int i = 0; i < asked.ids().size(); i++) {
      for (int j = 0; j < k; j++) {
        rows.add(asked.ids().get(i));
        draws.add(new TokenSampler(decoding, i + ((long) j << Integer.SIZE)));
      }
    }
    NucleusGenerator generator =
        new NucleusGenerator(
            speaker.model().decoder(),
            new Nucleus(mask.decoder(), topP),
            asked.limit(decoding).maxTokens());
    List<Candidate> all = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += ROWS) {
      int to = Math.min(rows.size(), from + ROWS);
      generator.run(rows.subList(from, to), draws.subList(from, to)).stream()
          .map(found -> candidate(speaker, found))
          .forEach(all::add);
    }
    List<List<Candidate>> grouped = new ArrayList<>();
    for (int i = 0; i < asked.ids().size(); i++) {
      grouped.add(List.copyOf(all.subList(i * k, (i + 1) * k)));
    }
    return grouped;
  }

  private static Candidate candidate(SamplingPolicy speaker, NucleusGenerator.Found found) {
    int[] ids = found.ids().stream().mapToInt(Integer::intValue).toArray();
    return new Candidate(
        speaker.model().tokenizer().decode(ids).strip(), found.ids(), found.logProbs());
  }

  @Override
  public NucleusSampler with(GenerationConfig other) {
    return new NucleusSampler(k, mask, topP, other);
  }

  @Override
  public String toString() {
    return k + " samples within a mask policy's nucleus of " + topP + ", " + decoding;
  }
}
