package org.attune.model.io;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.model.LanguageModel;

/** Model folders for tests. */
final class ModelFolders {
  private ModelFolders() {}

  /** Writes a plain Llama into {@code model} of a folder, and returns its place. */
  static Path plain(Path folder) throws IOException {
    return FamilyCases.named("llama-plain").write(folder.resolve("model"));
  }

  static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  static LanguageModel load(Path folder) {
    return HuggingFaceFolder.load(folder, Device.cpu());
  }
}
