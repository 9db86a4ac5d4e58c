package org.attune.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.attune.Dataset;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.world.WriteTokenizer;

/** A random model of a few thousand weights and a few rows, written into a test's folder. */
final class Fixture {
  /** The longest sequence of the model. */
  static final int CONTEXT = 64;

  private Fixture() {}

  /** Writes the model and returns its folder. */
  static Path model(Path parent) {
    Path folder = parent.resolve("tiny");
    if (!Files.exists(folder)) {
      LlamaConfig shape = LlamaConfig.small(WriteTokenizer.VOCABULARY, 16, 1, 2, 1, CONTEXT, 0, 1);
      HuggingFaceFolder.save(
          LanguageModel.random(shape, tokenizer(), 3, PyTorch.device("cpu")), folder, DType.F32);
    }
    return folder;
  }

  private static Tokenizer tokenizer() {
    try (InputStream in = Dataset.class.getResourceAsStream("datasets/start/tokenizer.json")) {
      return Tokenizer.of(in.readAllBytes(), "the bundled tokenizer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes pairs and returns the file. */
  static Path pairs(Path parent) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      lines.append(
          String.format(
              "{\"prompt\":\"Question %d?\",\"chosen\":\"Yes, %d,"
                  + " gladly.\",\"rejected\":\"No.\"}%n",
              i, i));
    }
    return write(parent.resolve("pairs.jsonl"), lines.toString());
  }

  /** Writes lines, in which an apostrophe stands for a quotation mark. */
  static Path lines(Path parent, String name, String... lines) {
    return write(parent.resolve(name), String.join("\n", lines).replace('\'', '"') + "\n");
  }

  /** Writes a text file. */
  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder of files. */
  static Path copy(Path folder, Path to) {
    try (Stream<Path> files = Files.list(folder)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
