package org.attune.model.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.data.JsonValidator;
import org.attune.model.CompanionFiles;
import org.attune.model.Tokenizer;
import org.attune.model.family.ConfigKeys;

/**
 * The ids that end an answer: all that {@code config.json} and {@code generation_config.json} list;
 * never a default.
 *
 * <p>The one used in training comes first. It is the tokenizer's own end-of-text if that is listed,
 * as other programs append it; otherwise the first that is listed. If none is listed, it is the
 * tokenizer's.
 */
final class EndOfText {
  private static final int LARGEST = 16 << 20;
  private static final String KEY = "eos_token_id";

  private EndOfText() {}

  /** Returns the ids, empty if no file states any. */
  static List<Integer> ids(Path folder, JsonObject config, Tokenizer tokenizer) {
    Set<Integer> ids = new LinkedHashSet<>();
    ids.addAll(new ConfigKeys(config, folder.resolve("config.json") + "").oneOrMore(KEY));
    Path generation = folder.resolve("generation_config.json");
    if (Files.isRegularFile(generation)) {
      JsonObject json = JsonValidator.read(generation, LARGEST);
      ids.addAll(new ConfigKeys(json, generation + "").oneOrMore(KEY));
    }
    Optional<Integer> own = token(folder, "eos_token").flatMap(tokenizer::id);
    List<Integer> ordered = new ArrayList<>(ids);
    own.filter(id -> ids.isEmpty() || ordered.remove(id)).ifPresent(id -> ordered.add(0, id));
    return List.copyOf(ordered);
  }

  /** Returns a special token of {@code tokenizer_config.json}, which is a text or an object. */
  static Optional<String> token(Path folder, String name) {
    Path file = folder.resolve(CompanionFiles.TOKENIZER_CONFIG);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonElement value = JsonValidator.read(file, LARGEST).get(name);
    if (value != null && value.isJsonObject()) {
      value = value.getAsJsonObject().get("content");
    }
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }
}
