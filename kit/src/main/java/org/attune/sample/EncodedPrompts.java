package org.attune.sample;

import java.util.List;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;

/**
 * Encoded prompts, with room for the longest response.
 *
 * @param ids each prompt's ids
 * @param cut how many prompts were truncated to fit the context
 * @param reserve how many tokens of the context stay free
 */
record EncodedPrompts(List<int[]> ids, int cut, int reserve) {
  static EncodedPrompts of(
      LanguageModel model, PromptTemplate layout, List<String> prompts, GenerationConfig decoding) {
    int context = model.config().context();
    int reserve = Math.min(decoding.maxTokens(), context / 2);
    PromptEncoder encoder = new PromptEncoder(model, layout, context, reserve);
    List<int[]> ids = prompts.stream().map(encoder::prompt).toList();
    return new EncodedPrompts(ids, encoder.cutPrompts(), reserve);
  }

  /** Returns a decoding whose longest response fits into the free tokens. */
  GenerationConfig limit(GenerationConfig decoding) {
    return decoding.maxTokens(reserve);
  }
}
