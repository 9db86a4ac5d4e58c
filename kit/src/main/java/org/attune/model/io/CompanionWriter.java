package org.attune.model.io;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attune.data.JsonValidator;
import org.attune.model.CompanionFiles;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.util.UninterruptibleFiles;

/** Writes a tokenizer's companion files; a tokenizer without a config gets one. */
final class CompanionWriter {
  private CompanionWriter() {}

  /**
   * Writes them into a folder.
   *
   * @param pad the padding id, which the config then names, or -1
   */
  static void write(Path folder, LlamaConfig config, Tokenizer tokenizer, int pad)
      throws IOException {
    Map<String, byte[]> files = tokenizer.companions().files();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      UninterruptibleFiles.write(folder.resolve(file.getKey()), List.of(file.getValue()));
    }
    JsonObject known = tokenizerConfig(config, tokenizer);
    boolean padless = !known.has("pad_token") || known.get("pad_token").isJsonNull();
    if (pad >= 0 && padless) {
      known.addProperty("pad_token", tokenizer.token(pad));
    }
    if (!files.containsKey(CompanionFiles.TOKENIZER_CONFIG) || (pad >= 0 && padless)) {
      String text = new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(known);
      UninterruptibleFiles.write(folder.resolve(CompanionFiles.TOKENIZER_CONFIG), text + "\n");
    }
  }

  private static JsonObject tokenizerConfig(LlamaConfig config, Tokenizer tokenizer) {
    byte[] own = tokenizer.companions().files().get(CompanionFiles.TOKENIZER_CONFIG);
    if (own != null) {
      return JsonValidator.parse(
          new String(own, StandardCharsets.UTF_8), CompanionFiles.TOKENIZER_CONFIG);
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
