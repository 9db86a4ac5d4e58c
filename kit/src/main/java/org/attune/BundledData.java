package org.attune;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.data.TemporaryFolder;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.util.InvalidInputException;

/** Unpacks the resources of the jar: the world's data and the base model. */
final class BundledData {
  private static final List<String> MODEL =
      List.of("config.json", "tokenizer.json", "model.safetensors");

  private static final List<String> WORLD = List.of("train", "test", "prompts", "tune");

  private BundledData() {}

  /**
   * Returns a fresh copy of the bundled base model on the default device. Its file has reduced
   * precision to keep the jar small; models trained from it are saved in 32 bits.
   */
  static LanguageModel model() {
    return unpacked("model", MODEL, folder -> HuggingFaceFolder.load(folder, PyTorch.device()))
        .as(DType.F32);
  }

  /**
   * Returns a dataset of the bundled world: {@code train}, {@code test}, {@code prompts} or {@code
   * tune}.
   */
  static Dataset world(String name) {
    InvalidInputException.unless(
        WORLD.contains(name), "The embedded world has no part '%s'; it has %s.", name, WORLD);
    String file = name + ".jsonl";
    return unpacked("world", List.of(file), folder -> Dataset.load(folder.resolve(file)));
  }

  /** A use of the unpacked files. */
  private interface Use<T> {
    T of(Path folder);
  }

  private static <T> T unpacked(String folder, List<String> files, Use<T> use) {
    try {
      Path temporary = TemporaryFolder.create("data");
      try {
        for (String file : files) {
          copy("datasets/" + folder + "/" + file, temporary.resolve(file));
        }
        return use.of(temporary);
      } finally {
        TemporaryFolder.remove(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The embedded data cannot be unpacked to the temporary folder (" + e.getMessage() + ").",
          e);
    }
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in = BundledData.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "There is no embedded '" + resource + "' in this build.");
      }
      Files.copy(in, to);
    }
  }
}
