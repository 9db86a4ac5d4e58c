package org.attune.judge;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/** Reads the prompts of a file, whatever its format. */
final class PromptSetReader {
  private static final List<String> TEXTS = List.of("instruction", "prompt", "text", "question");
  private static final List<String> IDS = List.of("question_id", "uid", "id");

  private PromptSetReader() {}

  static List<PromptSet.Item> items(Path file) {
    List<PromptSet.Item> items = new ArrayList<>();
    for (JsonRows.Row row : JsonRows.read(file)) {
      items.add(item(row, items.size() + 1));
    }
    return items;
  }

  private static PromptSet.Item item(JsonRows.Row row, int number) {
    JsonObject json = row.json();
    String id = id(json).orElse(String.valueOf(number));
    String category = JsonRows.text(json, "category").orElse("");
    return new PromptSet.Item(id, category, turns(row), references(row));
  }

  static Optional<String> id(JsonObject json) {
    return IDS.stream().flatMap(name -> JsonRows.text(json, name).stream()).findFirst();
  }

  static Optional<String> prompt(JsonObject json) {
    return TEXTS.stream().flatMap(name -> JsonRows.text(json, name).stream()).findFirst();
  }

  private static List<String> turns(JsonRows.Row row) {
    JsonElement turns = row.json().get("turns");
    if (turns != null && turns.isJsonArray()) {
      List<String> texts = JsonRows.texts(turns, row.where() + ": turns");
      InvalidInputException.unless(!texts.isEmpty(), "%s: 'turns' is empty.", row.where());
      return texts;
    }
    return List.of(
        prompt(row.json())
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        row.where()
                            + ": no prompt; expected 'turns', or one of "
                            + String.join(", ", TEXTS)
                            + ", found "
                            + row.json().keySet()
                            + ".")));
  }

  private static List<String> references(JsonRows.Row row) {
    JsonElement reference = row.json().get("reference");
    if (reference == null || reference.isJsonNull()) {
      return List.of();
    }
    return reference.isJsonArray()
        ? JsonRows.texts(reference, row.where() + ": reference")
        : JsonRows.text(row.json(), "reference").stream().toList();
  }
}
