package org.attune.model.io;

import ai.djl.Device;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.attune.data.chat.ChatTemplate;
import org.attune.engine.DType;
import org.attune.model.CompanionFiles;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.util.AtomicFolder;
import org.attune.util.InvalidInputException;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;

/**
 * Stores a policy's layout in {@code attune.json} beside the model files that other programs read.
 */
public final class PolicyFolder {
  private static final String FILE = "attune.json";
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private PolicyFolder() {}

  /**
   * Returns the layout stored in a folder; otherwise the folder's chat template if it has one, or
   * the plain layout. A GGUF file may stand in the folder's place.
   */
  public static PromptTemplate layout(Path folder) {
    if (GgufModel.is(folder)) {
      return GgufModel.hasTemplate(folder) ? PromptTemplate.CHAT : PromptTemplate.PLAIN;
    }
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      boolean chat =
          Files.isDirectory(folder)
              && ChatTemplate.in(CompanionFiles.of(folder).files()).isPresent();
      return chat ? PromptTemplate.CHAT : PromptTemplate.PLAIN;
    }
    try {
      PromptTemplate layout = GSON.fromJson(Files.readString(file), PromptTemplate.class);
      InvalidInputException.unless(
          layout != null, "%s: the file is empty; delete it to use the plain layout.", file);
      return layout;
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidInputException(
          file + ": not a prompt layout; delete it to use the plain layout.", e);
    }
  }

  /**
   * Reads a reward model's decoder and head; a folder without the head is rejected. Of an adapter
   * in PEFT's format, the base that it names is read too.
   */
  public static LanguageModel rewardModel(Path folder, Device device) {
    return PeftFolder.is(folder)
        ? rewardModel(HuggingFaceFolder.load(PeftFolder.base(folder), device), folder)
        : HuggingFaceFolder.load(folder, device, true);
  }

  /** Reads a reward model's adapter and head over a base. */
  public static LanguageModel rewardModel(LanguageModel base, Path folder) {
    return base.with("default", PeftFolder.read(folder, base, true));
  }

  /** Writes a model and its layout to a new folder, in the model's stored precision. */
  public static void save(LanguageModel model, PromptTemplate layout, Path folder) {
    save(model, layout, folder, Map.of());
  }

  /**
   * Writes a model, its layout, and texts by file name to a new folder, in the model's stored
   * precision.
   */
  public static void save(
      LanguageModel model, PromptTemplate layout, Path folder, Map<String, String> beside) {
    save(model, layout, folder, beside, model.config().stored());
  }

  /** Writes a model, its layout, and texts to a new folder, in the given precision. */
  public static void save(
      LanguageModel model,
      PromptTemplate layout,
      Path folder,
      Map<String, String> beside,
      DType precision) {
    new FolderWriter(model, precision)
        .write(
            folder,
            temporary -> {
              write(GSON.toJson(layout) + "\n", temporary.resolve(FILE));
              beside.forEach((name, text) -> write(text, temporary.resolve(name)));
            });
  }

  /** Writes the adapter of a model in PEFT's format, and its layout, to a new folder. */
  public static void saveAdapter(LanguageModel model, PromptTemplate layout, Path folder) {
    saveAdapter(model, layout, folder, Map.of());
  }

  /** Writes the adapter, its layout, and texts by file name to a new folder. */
  public static void saveAdapter(
      LanguageModel model, PromptTemplate layout, Path folder, Map<String, String> beside) {
    InvalidInputException.unless(
        model.adapter().isPresent(),
        "There is no adapter to save; train one with lora(rank, alpha), or save the whole model.");
    try {
      AtomicFolder.create(
          folder,
          temporary -> {
            PeftFolder.write(model, temporary, folder.toString());
            write(GSON.toJson(layout) + "\n", temporary.resolve(FILE));
            beside.forEach((name, text) -> write(text, temporary.resolve(name)));
          });
    } catch (WriteFailure e) { // Of a file in the temporary folder.
      throw new WriteFailure(folder, "the adapter cannot be saved there", e.getCause());
    } catch (IOException e) {
      throw new WriteFailure(folder, "the adapter cannot be saved there", e);
    }
  }

  /** Returns the layout that an adapter's folder states; otherwise that of its base. */
  public static PromptTemplate layout(Path adapter, PromptTemplate base) {
    return Files.isRegularFile(adapter.resolve(FILE)) ? layout(adapter) : base;
  }

  private static void write(String text, Path file) {
    try {
      UninterruptibleFiles.write(file, text);
    } catch (IOException e) {
      throw new WriteFailure(file, "cannot be written", e);
    }
  }
}
