package org.attune.sample;

import java.util.List;
import java.util.Optional;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TruncationMode;

/** Says which prompts were truncated to fit the context, and what can be done about it. */
final class PromptTruncation {
  private static final String KEEP_START =
      ", or keep the start by --truncation keep_start, in Java by"
          + " policy.truncation(TruncationMode.KEEP_START)";

  private final LanguageModel model;
  private final PromptTemplate layout;
  private final List<String> prompts;

  PromptTruncation(LanguageModel model, PromptTemplate layout, List<String> prompts) {
    this.model = model;
    this.layout = layout;
    this.prompts = prompts;
  }

  /**
   * Returns a sentence, if any prompt was truncated.
   *
   * @param cut how many were
   * @param reserve how many tokens of the context were kept free for an answer
   */
  Optional<String> note(int cut, int reserve) {
    if (cut == 0) {
      return Optional.empty();
    }
    boolean one = prompts.size() == 1;
    String which =
        one
            ? "The prompt of " + tokens() + " tokens does"
            : cut + " of " + prompts.size() + " prompts do";
    return Optional.of(
        ("%s not fit the model's context of %d tokens beside an answer of up to %d and lost %s %s"
                + " tokens; shorten %s%s.")
            .formatted(
                which,
                model.config().context(),
                reserve,
                one ? "its" : "their",
                layout.truncation().lost(),
                one ? "it" : "them",
                layout.truncation() == TruncationMode.KEEP_END ? KEEP_START : ""));
  }

  private int tokens() {
    return model.tokenizer().encode(prompts.get(0)).length;
  }
}
