package org.attune.cli;

import org.attune.Policy;
import org.attune.model.PromptEncoder;
import org.attune.model.TruncationMode;
import picocli.CommandLine.Option;

/** Options for how texts become tokens. */
final class EncodingOptions {
  @Option(
      names = "--layout",
      paramLabel = "TEMPLATE",
      description =
          "How a prompt is written for the model: plain, chat for the chat template of its folder,"
              + " or a text with {instruction}, in which \\n is a line break (default: chat if the"
              + " folder has a chat template, or what the model was trained with).")
  private String layout;

  @Option(
      names = "--truncation",
      paramLabel = "MODE",
      description =
          "Which tokens of a prompt to keep when it is too long for the context: keep_end or"
              + " keep_start (default: what the model was trained with, initially keep_end).")
  private TruncationMode mode;

  @Option(
      names = "--parse-special",
      description =
          "Parse special tokens that are written out in prompts and responses, such as an end of"
              + " text; for data that is already formatted (default: treat them as plain text).")
  private boolean special;

  /** Returns the policy with what was requested, and otherwise as it was trained. */
  Policy apply(Policy policy) {
    Policy cut = mode == null ? laid(policy) : laid(policy).truncation(mode);
    return special ? cut.parseSpecial(true) : cut;
  }

  /** Returns the policy with the requested layout, which must suit its tokenizer. */
  private Policy laid(Policy policy) {
    if (layout == null) {
      return policy;
    }
    Policy laid = policy.template(layout.replace("\\n", "\n"));
    new PromptEncoder(laid.model(), laid.layout()); // refuses "chat" without a chat template
    return laid;
  }
}
