package org.attune.model;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.data.JsonValidator;
import org.attune.util.UninterruptibleFiles;

/**
 * The files beside a model that remain valid for models derived from it: the tokenizer in its older
 * formats, chat templates, the generation config, and the licence. They are kept byte for byte.
 *
 * @param files contents by file name
 */
record CompanionFiles(Map<String, byte[]> files) {
  /** Names the special tokens to other programs. */
  static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  /** No files. */
  static final CompanionFiles NONE = new CompanionFiles(Map.of());

  private static final int LARGEST = 64 << 20;

  private static final Pattern KEPT =
      Pattern.compile(
          "tokenizer_config\\.json|special_tokens_map\\.json|added_tokens\\.json|vocab\\.json"
              + "|vocab\\.txt|merges\\.txt|tokenizer\\.model|spiece\\.model"
              + "|chat_template\\.(jinja|json)|generation_config\\.json"
              + "|(LICEN[SC]E|NOTICE|USE_POLICY)(\\.(txt|md))?");

  /** Reads the companion files of a folder. */
  static CompanionFiles of(Path folder) {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> kept =
          entries.filter(path -> KEPT.matcher(path.getFileName().toString()).matches()).toList();
      kept.stream()
          .filter(Files::isRegularFile)
          .forEach(
              path -> found.put(path.getFileName().toString(), JsonValidator.bytes(path, LARGEST)));
      return new CompanionFiles(found);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": the folder cannot be read.", e);
    }
  }

  /** Writes them into a folder; a tokenizer without a config gets one. */
  void write(Path folder, LlamaConfig config, Tokenizer tokenizer, int pad) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      UninterruptibleFiles.write(folder.resolve(file.getKey()), List.of(file.getValue()));
    }
    JsonObject known = tokenizerConfig(config, tokenizer);
    boolean padless = !known.has("pad_token") || known.get("pad_token").isJsonNull();
    if (pad >= 0 && padless) {
      known.addProperty("pad_token", tokenizer.token(pad));
    }
    if (!files.containsKey(TOKENIZER_CONFIG) || (pad >= 0 && padless)) {
      String text = new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(known);
      UninterruptibleFiles.write(folder.resolve(TOKENIZER_CONFIG), text + "\n");
    }
  }

  private JsonObject tokenizerConfig(LlamaConfig config, Tokenizer tokenizer) {
    byte[] own = files.get(TOKENIZER_CONFIG);
    if (own != null) {
      return JsonValidator.parse(new String(own, StandardCharsets.UTF_8), TOKENIZER_CONFIG);
    }
    JsonObject json = new JsonObject();
    json.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
    json.addProperty("model_max_length", config.context());
    json.addProperty("clean_up_tokenization_spaces", false);
    if (config.bos() >= 0) {
      json.addProperty("bos_token", tokenizer.token(config.bos()));
    }
    json.addProperty("eos_token", tokenizer.token(config.eos()));
    return json;
  }
}
