package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.attune.model.LanguageModel;
import org.attune.model.TokenDecoder;
import org.attune.util.InvalidInputException;

/**
 * A continuation of token ids as they are, without a prompt template.
 *
 * @param ids the sampled ids, end-of-text included; those of a stop string are left out
 * @param text what follows the prompt, with its blanks, up to a stop string
 * @param stopped whether it ended by itself or before a stop string, not at the limit of tokens
 */
public record TextCompletion(int[] ids, String text, boolean stopped) {
  /**
   * Continues each prompt; response i draws from stream i of the seed.
   *
   * @param prompts token ids; consecutive ones that are the same array are read once
   * @param reader receives each token as it is sampled
   */
  public static List<TextCompletion> sample(
      SamplingPolicy speaker,
      List<int[]> prompts,
      GenerationConfig decoding,
      Optional<TokenListener> reader) {
    InvalidInputException.unless(
        speaker.choice().isEmpty(),
        "A best-of-n policy answers questions and does not continue texts; continue with the policy"
            + " that it samples from.");
    CachedSampler.requireFinite(speaker);
    LanguageModel model = speaker.model();
    StopStrings cut = new StopStrings(model.tokenizer(), decoding.markers());
    SamplingProgress meter = new SamplingProgress(SamplingListener.none(), reader, prompts.size());
    long[] streams = LongStream.range(0, prompts.size()).toArray();
    List<Continuation> all =
        Generator.of(model.sampling(), prompts.size())
            .continuations(prompts, streams, decoding, cut, meter);
    TokenDecoder texts = new TokenDecoder(model.tokenizer());
    List<TextCompletion> found = new ArrayList<>();
    all.forEach(whole -> found.add(of(whole, cut, texts, model)));
    return found;
  }

  private static TextCompletion of(
      Continuation whole, StopStrings cut, TokenDecoder texts, LanguageModel model) {
    int[] ids = whole.ids();
    String all = texts.inside(ids);
    String text = cut.text(all);
    boolean ended = ids.length > 0 && model.config().ends(ids[ids.length - 1]);
    return new TextCompletion(cut.tokens(whole).ids(), text, ended || text.length() < all.length());
  }
}
