package org.attune;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.attune.data.TemporaryFolder;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.util.InvalidInputException;

/** Unpacks the resources of the jar: the world's data and the models. */
final class BundledData {
  private static final List<String> MODEL =
      List.of("config.json", "tokenizer.json", "model.safetensors");

  /** The models, and the folders that hold them. */
  private static final List<String> MODELS = List.of("base", "start");

  /** The parts of the world and their files. */
  private static final Map<String, String> WORLD =
      new TreeMap<>(
          Map.of(
              "train", "train.jsonl.gz",
              "test", "test.jsonl.gz",
              "provided", "provided.jsonl.gz",
              "prompts", "prompts.jsonl",
              "unseen", "unseen.jsonl",
              "tune", "tune.jsonl"));

  private static final Map<String, SoftReference<Object>> READ = new ConcurrentHashMap<>();

  private BundledData() {}

  /**
   * Returns a fresh copy of a bundled model on the default device. Its file has reduced precision
   * to keep the jar small; models trained from it are saved in 32 bits.
   */
  static LanguageModel model(String name) {
    InvalidInputException.unless(
        MODELS.contains(name), "There is no bundled model '%s'; available: %s.", name, MODELS);
    return unpacked(
            name,
            MODEL,
            folder ->
                HuggingFaceFolder.load(folder, PyTorch::device, Optional.empty(), (d, a) -> {}))
        .as(DType.F32);
  }

  /**
   * Reads the file of a part of the bundled world, or returns what was read before: a data set does
   * not change, and reading 20,000 rows takes about a second.
   */
  static <T> T world(String name, Class<T> type, Function<Path, T> reading) {
    InvalidInputException.unless(
        WORLD.containsKey(name),
        "The bundled world has no part '%s'; it has %s.",
        name,
        WORLD.keySet());
    SoftReference<Object> before = READ.get(name);
    Object known = before == null ? null : before.get();
    if (known != null) {
      return type.cast(known);
    }
    String file = WORLD.get(name);
    T read = unpacked("world", List.of(file), folder -> reading.apply(folder.resolve(file)));
    READ.put(name, new SoftReference<>(read));
    return read;
  }

  private static <T> T unpacked(String folder, List<String> files, Function<Path, T> use) {
    try {
      Path temporary = TemporaryFolder.create("data");
      try {
        for (String file : files) {
          copy("datasets/" + folder + "/" + file, temporary.resolve(file));
        }
        return use.apply(temporary);
      } finally {
        TemporaryFolder.remove(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The bundled data cannot be unpacked to the temporary folder (" + e.getMessage() + ").",
          e);
    }
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in = BundledData.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no bundled '" + resource + "' in this build.");
      }
      Files.copy(in, to);
    }
  }
}
