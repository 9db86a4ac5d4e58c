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
          "Which tokens of a prompt stay when it is too long for the context: keep_end or"
              + " keep_start (default: what the model was trained with, keep_end at first).")
  private TruncationMode mode;

  @Option(
      names = "--parse-special",
      description =
          "Read special tokens that are spelled in prompts and responses, such as an end of text,"
              + " as these tokens, for data that was formatted before (default: text stays text).")
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
