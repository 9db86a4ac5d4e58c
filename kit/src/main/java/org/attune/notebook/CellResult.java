package org.attune.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The outputs of a cell, in the format of notebook files.
 *
 * @param count the cell's execution count
 * @param outputs in order, as nbformat 4 writes them
 */
public record CellResult(int count, List<JsonObject> outputs) {
  /** Copies the list. */
  public CellResult {
    outputs = List.copyOf(outputs);
  }

  /** Returns what was shown in a MIME type such as {@code text/html}, in order. */
  public List<String> shown(String mime) {
    return outputs.stream()
        .filter(output -> output.has("data"))
        .map(output -> output.getAsJsonObject("data").get(mime))
        .filter(data -> data != null && !data.isJsonNull())
        .map(JsonElement::getAsString)
        .toList();
  }

  /** Returns what was printed. */
  public String printed() {
    return outputs.stream()
        .filter(output -> output.has("text"))
        .map(output -> output.get("text").getAsString())
        .collect(Collectors.joining());
  }

  /** Returns the error's text, without colours, if the cell failed. */
  public Optional<String> error() {
    return outputs.stream()
        .filter(output -> output.has("traceback"))
        .map(CellResult::words)
        .findFirst();
  }

  private static String words(JsonObject error) {
    JsonArray lines = error.getAsJsonArray("traceback");
    return StreamSupport.stream(lines.spliterator(), false)
        .map(JsonElement::getAsString)
        .collect(Collectors.joining("\n"))
        .replaceAll("\u001B\\[[0-9;]*m", "");
  }
}
