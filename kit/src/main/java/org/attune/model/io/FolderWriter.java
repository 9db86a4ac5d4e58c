package org.attune.model.io;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.MergedWeights;
import org.attune.model.Tokenizer;
import org.attune.util.AtomicFolder;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;

/**
 * Writes a Hugging Face folder: the weights, in shards if they are large, the config in a form that
 * transformers 4 and 5 read, the tokenizer, and the companion files of the original folder.
 */
final class FolderWriter {
  /** The default shard size of transformers. */
  private static final long SHARD = 5_000_000_000L;

  private final LanguageModel model;
  private final DType precision;
  private final boolean reward;
  private final long shard;

  FolderWriter(LanguageModel model, DType precision) {
    this(model, precision, SHARD);
  }

  FolderWriter(LanguageModel model, DType precision, long shard) {
    this.model = model;
    this.precision = precision;
    this.reward = model.decoder().weights().has(HuggingFaceFolder.HEAD);
    this.shard = shard;
  }

  /** Writes a new folder under a temporary name, lets the caller add to it, and renames it. */
  void write(Path folder, Consumer<Path> more) {
    try {
      AtomicFolder.create(
          folder,
          temporary -> {
            fill(temporary, folder.toString());
            more.accept(temporary);
          });
    } catch (WriteFailure e) { // Of a file in the temporary folder.
      throw new WriteFailure(folder, "the model cannot be saved there", e.getCause());
    } catch (IOException e) {
      throw new WriteFailure(folder, "the model cannot be saved there", e);
    }
  }

  private void fill(Path folder, String name) throws IOException {
    int pad = reward ? pad() : -1;
    write(folder.resolve("config.json"), config(pad));
    Tokenizer tokenizer = model.tokenizer();
    UninterruptibleFiles.write(folder.resolve("tokenizer.json"), List.of(tokenizer.json()));
    CompanionWriter.write(folder, model.config(), tokenizer, pad);
    weights(folder, name);
  }

  /** Other programs tell a reward model from a policy by its architecture. */
  private JsonObject config(int pad) {
    JsonObject config = ConfigWriter.json(model.config());
    config.addProperty("dtype", precision.dtype());
    config.addProperty("torch_dtype", precision.dtype());
    if (reward) {
      JsonArray architectures = new JsonArray();
      architectures.add(model.config().architecture().classifier());
      config.add("architectures", architectures);
      config.addProperty("num_labels", 1);
      config.addProperty("pad_token_id", pad);
    }
    return config;
  }

  /**
   * Returns the padding id for a reward model. Other programs read the reward at the last token
   * that is not padding, so it cannot be end-of-text; begin-of-text is never last.
   */
  private int pad() {
    LlamaConfig config = model.config();
    return Stream.of(config.statedPad(), config.bos(), 0, 1)
        .filter(id -> id >= 0 && id < config.vocabulary() && !config.ends(id))
        .findFirst()
        .orElse(config.vocabulary() - 1);
  }

  private void weights(Path folder, String name) throws IOException {
    List<List<SafeTensors.Pending>> shards = shards(pending(name));
    if (shards.size() == 1) {
      SafeTensors.write(folder.resolve(WeightFiles.WHOLE), shards.get(0), precision);
      return;
    }
    JsonObject map = new JsonObject();
    long count = 0;
    for (int i = 0; i < shards.size(); i++) {
      String file = String.format("model-%05d-of-%05d.safetensors", i + 1, shards.size());
      SafeTensors.write(folder.resolve(file), shards.get(i), precision);
      for (SafeTensors.Pending tensor : shards.get(i)) {
        map.addProperty(tensor.name(), file);
        count += tensor.count();
      }
    }
    JsonObject metadata = new JsonObject();
    metadata.addProperty("total_parameters", count);
    metadata.addProperty("total_size", count * precision.width());
    JsonObject index = new JsonObject();
    index.add("metadata", metadata);
    index.add("weight_map", map);
    write(folder.resolve(WeightFiles.INDEX), index);
  }

  private List<SafeTensors.Pending> pending(String name) {
    MergedWeights weights = new MergedWeights(model);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.names().forEach(key -> shapes.put(key, weights.shape(key).getShape()));
    return new FusedWeights(model.config(), shapes)
        .pending(
            key -> {
              float[] values = weights.values(key);
              new HostTensor(shapes.get(key), values).requireFinite(name, key);
              return values;
            });
  }

  private List<List<SafeTensors.Pending>> shards(List<SafeTensors.Pending> all) {
    List<List<SafeTensors.Pending>> shards = new ArrayList<>();
    long room = 0;
    for (SafeTensors.Pending tensor : all) {
      long bytes = tensor.count() * precision.width();
      if (shards.isEmpty() || bytes > room) {
        shards.add(new ArrayList<>());
        room = shard;
      }
      shards.get(shards.size() - 1).add(tensor);
      room -= bytes;
    }
    return shards;
  }

  private static void write(Path file, JsonObject json) throws IOException {
    String text = new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json);
    UninterruptibleFiles.write(file, text + "\n");
  }
}
