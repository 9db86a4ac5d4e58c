package org.attune.sample;

import java.util.List;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;

/**
 * Encoded prompts, with room for the longest response.
 *
 * @param ids each prompt's ids
 * @param cut how many prompts were truncated to fit the context
 * @param reserve how many tokens of the context stay free
 */
record EncodedPrompts(List<int[]> ids, int cut, int reserve) {
  /**
   * Encodes prompts. A blank one is rejected, as it is in files: the layout would put an empty
   * question around it, which no model was trained to answer, and a model without begin-of-text has
   * nothing at all to begin from.
   */
  static EncodedPrompts of(
      LanguageModel model, PromptTemplate layout, List<String> prompts, GenerationConfig decoding) {
    requireText(prompts);
    int context = model.config().context();
    int reserve = Math.min(decoding.maxTokens(), context / 2);
    PromptEncoder encoder = new PromptEncoder(model, layout, context, reserve);
    List<int[]> ids = prompts.stream().map(encoder::prompt).toList();
    return new EncodedPrompts(ids, encoder.cutPrompts(), reserve);
  }

  private static void requireText(List<String> prompts) {
    for (int i = 0; i < prompts.size(); i++) {
      InvalidInputException.unless(
          !prompts.get(i).isBlank(),
          "The prompt%s is blank; write a question.",
          prompts.size() == 1 ? "" : " at position " + (i + 1) + " of " + prompts.size());
    }
  }

  /** Returns a decoding whose longest response fits into the free tokens. */
  GenerationConfig limit(GenerationConfig decoding) {
    return decoding.maxTokens(reserve);
  }
}
