package org.attune.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the messages about one cell into outputs as a notebook file stores them: printed text
 * joined, updated displays in their last state.
 */
final class CellOutputs {
  private static final int MOST_PRINTED = 1_000_000;

  private final List<JsonObject> outputs = new ArrayList<>();
  private final List<String> displays = new ArrayList<>();
  private final List<StringBuilder> prints = new ArrayList<>();
  private int printed;
  private long left;

  void add(JupyterMessages.Message message) {
    JsonObject content = message.content();
    switch (message.type()) {
      case "stream" -> print(content);
      case "display_data" -> show(content);
      case "update_display_data" -> update(content);
      case "execute_result", "error" -> append(message.type(), content, "");
      default -> {
        // Other messages report states, not outputs.
      }
    }
  }

  CellResult result(int count) {
    finishPrints();
    return new CellResult(count, outputs);
  }

  private void print(JsonObject content) {
    String name = content.get("name").getAsString();
    JsonObject last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
    boolean more = last != null && last.has("name") && last.get("name").getAsString().equals(name);
    if (!more) {
      append("stream", content, "");
      prints.add(new StringBuilder());
    }
    StringBuilder all = prints.get(prints.size() - 1);
    String text = content.get("text").getAsString();
    int room = Math.max(0, MOST_PRINTED - printed);
    all.append(text, 0, Math.min(room, text.length()));
    left += Math.max(0, text.length() - room);
    printed += text.length() - Math.max(0, text.length() - room);
  }

  /** Truncates long printed text: no viewer opens a notebook file with megabytes of it. */
  private void finishPrints() {
    int next = 0;
    for (JsonObject output : outputs) {
      if (output.get("output_type").getAsString().equals("stream")) {
        output.addProperty("text", prints.get(next++).toString());
      }
    }
    if (left > 0) {
      StringBuilder last = prints.get(prints.size() - 1);
      last.append(String.format("%n… and %,d more characters, which are not kept.%n", left));
      left = 0;
      finishPrints();
    }
  }

  private void show(JsonObject content) {
    append("display_data", content, displayId(content));
  }

  private void update(JsonObject content) {
    String id = displayId(content);
    for (int i = 0; i < outputs.size(); i++) {
      if (!id.isEmpty() && displays.get(i).equals(id)) {
        outputs.get(i).add("data", content.get("data"));
      }
    }
  }

  private void append(String type, JsonObject content, String display) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", type);
    for (String field :
        List.of("execution_count", "data", "metadata", "name", "text", "ename", "evalue")) {
      if (content.has(field)) {
        output.add(field, content.get(field));
      }
    }
    if (type.equals("display_data") || type.equals("execute_result")) {
      output.add("metadata", metadata(content));
    }
    if (type.equals("error")) {
      JsonElement traceback = content.get("traceback");
      output.add("traceback", traceback == null ? new JsonArray() : traceback);
    }
    outputs.add(output);
    displays.add(display);
  }

  private static JsonElement metadata(JsonObject content) {
    JsonElement metadata = content.get("metadata");
    return metadata == null || metadata.isJsonNull() ? new JsonObject() : metadata;
  }

  private static String displayId(JsonObject content) {
    JsonElement transients = content.get("transient");
    if (transients == null || !transients.isJsonObject()) {
      return "";
    }
    JsonElement id = transients.getAsJsonObject().get("display_id");
    return id == null || id.isJsonNull() ? "" : id.getAsString();
  }
}
