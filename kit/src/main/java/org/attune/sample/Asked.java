package org.attune.sample;

import java.util.List;
import org.attune.model.Encoder;

/**
 * Prompts as a model reads them, with room for the longest response.
 *
 * @param ids each prompt's ids
 * @param cut how many prompts lost their oldest tokens
 * @param reserve how many tokens of the context stay free
 */
record Asked(List<int[]> ids, int cut, int reserve) {
  static Asked of(Speaker speaker, List<String> prompts, Decoding decoding) {
    int context = speaker.model().config().context();
    int reserve = Math.min(decoding.maxTokens(), context / 2);
    Encoder encoder = new Encoder(speaker.model(), speaker.layout(), context, reserve);
    List<int[]> ids = prompts.stream().map(encoder::prompt).toList();
    return new Asked(ids, encoder.cutPrompts(), reserve);
  }

  /** Returns a decoding whose longest response fits into what stays free. */
  Decoding limit(Decoding decoding) {
    return decoding.maxTokens(reserve);
  }
}
