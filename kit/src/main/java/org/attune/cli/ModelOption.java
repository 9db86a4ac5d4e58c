package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.Policy;
import org.attune.model.Quantisation;
import org.attune.model.io.GgufModel;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Option for the policy to start from or to ask. */
final class ModelOption {
  /** The subfolder of a training run that holds the policy. */
  static final String POLICY = "policy";

  /** The names of the bundled models. */
  private static final List<String> BUNDLED = List.of("start", "base");

  @Option(
      names = "--model",
      paramLabel = "DIR",
      converter = Folder.class,
      description =
          "Hugging Face folder (Llama, Mistral, Qwen, SmolLM, Gemma, OLMo, Phi, Granite, GPT-NeoX,"
              + " GPT-2, OPT, StableLM, StarCoder2, ERNIE, Hunyuan, EXAONE, Arcee, GPT-Neo,"
              + " BLOOM, GPT-J, CodeGen, MPT, Nemotron, Cohere, GLM, Falcon, LFM2, Mixtral), a GGUF"
              + " file, or the folder of a training run (default: start, the bundled start; base is the"
              + " bundled base model).")
  private Path folder;

  @Mixin private EncodingOptions encoding;

  /** Loads the policy. */
  Policy policy() {
    return policy(Optional.empty());
  }

  /** Loads the policy, with its blocks quantised if that is asked for. */
  Policy policy(Optional<Quantisation> quantisation) {
    return encoding.apply(
        folder == null ? bundled("start", quantisation) : load(folder, quantisation));
  }

  /**
   * Loads the policy of a model folder or of a training run, named after the run; the words {@code
   * start} and {@code base} mean the bundled models unless there is a folder of that name.
   */
  static Policy load(Path folder) {
    return load(folder, Optional.empty());
  }

  private static Policy load(Path folder, Optional<Quantisation> quantisation) {
    if (BUNDLED.contains(folder.toString()) && !Files.exists(folder)) {
      return bundled(folder.toString(), quantisation);
    }
    Path inside = folder.resolve(POLICY);
    if (Files.isDirectory(inside) && !Files.exists(folder.resolve("config.json"))) {
      return read(inside, quantisation).named(name(folder));
    }
    RunContents.requirePolicy(folder);
    return read(folder, quantisation).named(name(folder));
  }

  private static Policy bundled(String name, Optional<Quantisation> quantisation) {
    Policy whole = Policy.bundled(name);
    return quantisation.map(type -> whole.quantised(type.text())).orElse(whole);
  }

  private static Policy read(Path folder, Optional<Quantisation> quantisation) {
    return quantisation
        .map(type -> Policy.load(folder, type.text()))
        .orElseGet(() -> Policy.load(folder));
  }

  /** Rejects a folder that is not there while options are read, before any data. */
  static final class Folder implements ITypeConverter<Path> {
    @Override
    public Path convert(String name) {
      Path folder = Path.of(name);
      try {
        if (!BUNDLED.contains(name)) {
          HuggingFaceFolder.requireThere(folder);
        }
      } catch (InvalidInputException e) {
        throw new TypeConversionException(e.getMessage());
      }
      return folder;
    }
  }

  /** Returns the name of the policy of a folder, which is that of the run. */
  static String name(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    Path last = whole.getFileName();
    if (last == null) {
      return "model";
    }
    boolean run = last.toString().equals(POLICY) && whole.getNameCount() > 1;
    return run ? whole.getParent().getFileName().toString() : GgufModel.name(whole);
  }

  /** Returns the name of a policy, with a number if another one has it already. */
  static String free(String wanted, Set<String> names) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }
}
