package org.attune.model;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.attune.GoldenSuite;
import org.attune.OwnData;
import org.attune.SharedData;
import org.attune.model.io.HuggingFaceFolder;

/**
 * A small trained model in a folder that transformers saved, and what transformers says of it.
 *
 * <p>The project's own model, {@code sentences}, is made by {@code reference/make.py} beside it;
 * {@code stories260K} lies in {@code ../shared/data}, and its tests are skipped without it.
 *
 * @param folder the model's folder
 * @param known greedy tokens and logits in 64 bits
 */
public record ReferenceModel(Path folder, JsonObject known) {
  /** Returns the model of that name; aborts the test if it is not there. */
  public static ReferenceModel named(String name) throws IOException {
    return name.equals("sentences")
        ? own()
        : new ReferenceModel(
            SharedData.require("tiny_model/" + name + "-hf"),
            json(SharedData.require("tiny_model/" + name + "/golden.json")));
  }

  /** Returns the project's own model. */
  public static ReferenceModel own() throws IOException {
    Path folder = OwnData.file("sentences");
    return new ReferenceModel(folder, json(folder.resolveSibling("reference.json")));
  }

  /** Reads a JSON file. */
  static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  LanguageModel load() {
    return HuggingFaceFolder.load(folder, Device.cpu());
  }

  /** Returns ids that a file keeps as a list. */
  static int[] ids(JsonObject known, String key) {
    return Arrays.stream(GoldenSuite.numbers(known.get(key))).mapToInt(id -> (int) id).toArray();
  }

  int[] greedy() {
    return ids(known, "greedy_ids");
  }

  String text() {
    return known.get("greedy_text").getAsString();
  }
}
