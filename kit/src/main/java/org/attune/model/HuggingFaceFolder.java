package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.attune.util.UninterruptibleFiles;

/** Reads and writes {@code config.json}, {@code model.safetensors} and {@code tokenizer.json}. */
final class HuggingFaceFolder {
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  /** The head's name in a Hugging Face folder of a sequence classifier. */
  static final String HEAD = "score.weight";

  private HuggingFaceFolder() {}

  static LanguageModel load(Path folder, Device device) {
    return load(folder, device, false);
  }

  /** Reads a folder with a reward model's head, or one without; the other kind is refused. */
  static LanguageModel load(Path folder, Device device, boolean head) {
    InvalidInputException.unless(
        Files.isDirectory(folder), "%s: there is no such model folder.", folder);
    Path configFile = folder.resolve("config.json");
    LlamaConfig config = LlamaConfig.read(json(configFile), configFile.toString());
    Path tokenizerFile = folder.resolve("tokenizer.json");
    Tokenizer tokenizer = Tokenizer.read(tokenizerFile);
    LanguageModel.checkVocabulary(config, tokenizer, tokenizerFile.toString());
    Map<String, SafeTensors.Tensor> found = tensors(folder);
    InvalidInputException.unless(
        found.containsKey(HEAD) || !head,
        "%s: this is no reward model, for its weights lack the head '%s'; name a folder that holds one.",
        folder,
        HEAD);
    InvalidInputException.unless(
        head || !found.containsKey(HEAD),
        "%s: this is a reward model, which scores answers and gives none; name a policy's folder.",
        folder);
    Map<String, Shape> shapes = LlamaDecoder.shapes(config);
    if (head) {
      shapes.put(HEAD, new Shape(1, config.width()));
    }
    return LanguageModel.of(config, wanted(shapes, found, folder), tokenizer, device);
  }

  private static Map<String, SafeTensors.Tensor> wanted(
      Map<String, Shape> shapes, Map<String, SafeTensors.Tensor> found, Path folder) {
    Map<String, SafeTensors.Tensor> wanted = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          SafeTensors.Tensor tensor = found.get(name);
          InvalidInputException.unless(
              tensor != null,
              "%s: the weights '%s' are missing, but config.json describes a model that has them.",
              folder,
              name);
          InvalidInputException.unless(
              Arrays.equals(tensor.shape(), shape.getShape()),
              "%s: the weights '%s' have shape %s, but config.json asks for %s.",
              folder,
              name,
              Arrays.toString(tensor.shape()),
              Arrays.toString(shape.getShape()));
          wanted.put(name, tensor);
        });
    return wanted;
  }

  private static Map<String, SafeTensors.Tensor> tensors(Path folder) {
    if (Files.isRegularFile(folder.resolve(WEIGHTS))) {
      return SafeTensors.read(folder.resolve(WEIGHTS));
    }
    Path index = folder.resolve(INDEX);
    InvalidInputException.unless(
        Files.isRegularFile(index),
        "%s: neither %s nor %s is there; save the model in safetensors form.",
        folder,
        WEIGHTS,
        INDEX);
    JsonElement map = json(index).get("weight_map");
    InvalidInputException.unless(
        map != null && map.isJsonObject(), "%s: the field 'weight_map' is missing.", index);
    TreeSet<String> shards = new TreeSet<>();
    map.getAsJsonObject().asMap().values().forEach(shard -> shards.add(shard.getAsString()));
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    for (String shard : shards) {
      InvalidInputException.unless(
          Files.isRegularFile(folder.resolve(shard)),
          "%s: the shard '%s' that the index names is missing.",
          folder,
          shard);
      tensors.putAll(SafeTensors.read(folder.resolve(shard)));
    }
    return tensors;
  }

  private static JsonObject json(Path file) {
    InvalidInputException.unless(
        Files.isRegularFile(file),
        "%s: the file is missing; a Hugging Face model folder has it.",
        file);
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonSyntaxException | IllegalStateException | IOException e) {
      throw new InvalidInputException(file + ": not a JSON object; the file is damaged.", e);
    }
  }

  /** Other programs tell a reward model from a policy by its architecture. */
  private static JsonObject config(LanguageModel model) {
    JsonObject config = model.config().json();
    if (model.decoder().weights().has(HEAD)) {
      JsonArray architectures = new JsonArray();
      architectures.add("LlamaForSequenceClassification");
      config.add("architectures", architectures);
      config.addProperty("num_labels", 1);
    }
    return config;
  }

  static void save(
      LanguageModel model, Path folder, SafeTensors.Precision precision, Consumer<Path> more) {
    InvalidInputException.unless(
        !Files.exists(folder),
        "%s exists already and is never overwritten; name a new folder.",
        folder);
    Path parent = folder.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      Files.createDirectories(parent);
      // Not a "temporary directory", which would be closed to all other users.
      temporary =
          Files.createDirectory(
              parent.resolve(
                  folder.getFileName() + ".part-" + Long.toHexString(System.nanoTime())));
      JsonObject config = config(model);
      config.addProperty(
          "torch_dtype",
          switch (precision) {
            case F32 -> "float32";
            case F16 -> "float16";
            case BF16 -> "bfloat16";
          });
      UninterruptibleFiles.write(
          temporary.resolve("config.json"),
          new GsonBuilder().setPrettyPrinting().create().toJson(config) + "\n");
      UninterruptibleFiles.write(
          temporary.resolve("tokenizer.json"), List.of(model.tokenizer().json()));
      SafeTensors.write(temporary.resolve(WEIGHTS), model.decoder().weights().tensors(), precision);
      more.accept(temporary);
      Files.move(temporary, folder);
      temporary = null;
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder + ": the model cannot be saved there (" + e.getMessage() + ").", e);
    } finally {
      discard(temporary);
    }
  }

  /** Half a model helps nobody, and on a full disk it harms. */
  private static void discard(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException ignored) {
      // The failure that brought us here is the one to tell.
    }
  }
}
