package org.attune.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.attune.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a policy as a file for other programs. */
@Command(
    name = "export",
    description = "Writes a policy as a GGUF file, which llama.cpp and Ollama run.",
    synopsisHeading = "Usage: ",
    customSynopsis = "attune export --gguf FILE [OPTIONS]",
    sortOptions = false,
    parameterListHeading = "%n",
    footer = {
      "",
      "Examples:",
      "  attune export --gguf aligned.gguf --model runs/dpo",
      "  attune export --gguf small.gguf --type q8_0 --model SmolLM2-135M-Instruct",
      "",
      "The file includes the tokenizer and the chat template. Every family that is read here is",
      "supported but OPT, GPT-Neo, GPT-J, CodeGen, GLM and Falcon; a variant that llama.cpp would",
      "run as another one is refused. A saved policy is already a Hugging Face folder that",
      "transformers opens."
    })
@NoResults
final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--gguf",
      paramLabel = "FILE",
      required = true,
      description = "The file to write; an existing one is never overwritten.")
  private Path file;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "How matrices are stored: f32, f16 or q8_0 (default: ${DEFAULT-VALUE}).",
      defaultValue = "f16")
  private String type;

  @Mixin private ModelOption model;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Policy policy = model.policy();
    policy.saveGguf(file, type);
    common.print("Wrote %s (%s). Try: llama-cli -m %s".formatted(file, type, file));
    if (!policy.layout().isChat()) {
      common.note(layoutNote(policy));
    }
    return 0;
  }

  /** Says how to ask a policy whose prompts no chat template lays out. */
  private static String layoutNote(Policy policy) {
    String prompt = policy.layout().prompt("PROMPT").replace("\n", "\\n");
    String chats =
        policy.model().tokenizer().chatTemplate().isPresent()
            ? "The file has the folder's chat template, but this policy does not use it"
            : "The file has no chat template, so a chat program takes one of its own";
    return chats + "; ask for completions instead, with prompts such as \"" + prompt + "\".";
  }
}
