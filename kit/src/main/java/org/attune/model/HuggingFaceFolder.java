package org.attune.model;

import ai.djl.Device;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.attune.data.BadInput;

/** Reads and writes {@code config.json}, {@code model.safetensors} and {@code tokenizer.json}. */
final class HuggingFaceFolder {
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private HuggingFaceFolder() {}

  static LanguageModel load(Path folder, Device device) {
    BadInput.unless(Files.isDirectory(folder), "%s: there is no such model folder.", folder);
    Path configFile = folder.resolve("config.json");
    LlamaConfig config = LlamaConfig.read(json(configFile), configFile.toString());
    Path tokenizerFile = folder.resolve("tokenizer.json");
    Tokenizer tokenizer = Tokenizer.read(tokenizerFile);
    LanguageModel.checkVocabulary(config, tokenizer, tokenizerFile.toString());
    Map<String, SafeTensors.Tensor> wanted = new LinkedHashMap<>();
    Map<String, SafeTensors.Tensor> found = tensors(folder);
    LlamaDecoder.shapes(config)
        .keySet()
        .forEach(
            name -> {
              BadInput.unless(
                  found.containsKey(name),
                  "%s: the weights '%s' are missing, but config.json describes a model that has them.",
                  folder,
                  name);
              wanted.put(name, found.get(name));
            });
    return LanguageModel.of(config, wanted, tokenizer, device);
  }

  private static Map<String, SafeTensors.Tensor> tensors(Path folder) {
    if (Files.isRegularFile(folder.resolve(WEIGHTS))) {
      return SafeTensors.read(folder.resolve(WEIGHTS));
    }
    Path index = folder.resolve(INDEX);
    BadInput.unless(
        Files.isRegularFile(index),
        "%s: neither %s nor %s is there; save the model in safetensors form.",
        folder,
        WEIGHTS,
        INDEX);
    JsonObject map = json(index).getAsJsonObject("weight_map");
    BadInput.unless(map != null, "%s: the field 'weight_map' is missing.", index);
    TreeSet<String> shards = new TreeSet<>();
    map.entrySet().forEach(entry -> shards.add(entry.getValue().getAsString()));
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    for (String shard : shards) {
      BadInput.unless(
          Files.isRegularFile(folder.resolve(shard)),
          "%s: the shard '%s' that the index names is missing.",
          folder,
          shard);
      tensors.putAll(SafeTensors.read(folder.resolve(shard)));
    }
    return tensors;
  }

  private static JsonObject json(Path file) {
    BadInput.unless(
        Files.isRegularFile(file),
        "%s: the file is missing; a Hugging Face model folder has it.",
        file);
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonSyntaxException | IllegalStateException | IOException e) {
      throw new BadInput(file + ": not a JSON object; the file is damaged.", e);
    }
  }

  static void save(
      LanguageModel model, Path folder, SafeTensors.Precision precision, Consumer<Path> more) {
    BadInput.unless(
        !Files.exists(folder),
        "%s exists already and is never overwritten; name a new folder.",
        folder);
    Path parent = folder.toAbsolutePath().getParent();
    try {
      Files.createDirectories(parent);
      Path temporary = Files.createTempDirectory(parent, folder.getFileName() + ".part");
      JsonObject config = model.config().json();
      config.addProperty(
          "torch_dtype",
          switch (precision) {
            case F32 -> "float32";
            case F16 -> "float16";
            case BF16 -> "bfloat16";
          });
      Files.writeString(
          temporary.resolve("config.json"),
          new GsonBuilder().setPrettyPrinting().create().toJson(config) + "\n");
      Files.write(temporary.resolve("tokenizer.json"), model.tokenizer().json());
      SafeTensors.write(temporary.resolve(WEIGHTS), model.decoder().weights().tensors(), precision);
      more.accept(temporary);
      Files.move(temporary, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder + ": the model cannot be saved there (" + e.getMessage() + ").", e);
    }
  }
}
