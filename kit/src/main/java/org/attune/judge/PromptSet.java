package org.attune.judge;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * The prompts of an evaluation, in the formats that people know.
 *
 * <p>{@link #read} understands the files of Vicuna-80 and MT-bench-80 (JSON Lines with {@code text}
 * or {@code turns}, and {@code reference}), of AlpacaEval (a JSON list with {@code instruction}),
 * of Arena-Hard (JSON Lines with {@code prompt}, or with {@code turns} that have a {@code
 * content}), and the kit's own (JSON Lines with {@code prompt}).
 *
 * @param items in the order of the file
 */
public record PromptSet(List<Item> items) {
  /**
   * One prompt.
   *
   * @param id the file's own, or the number of the prompt
   * @param category such as {@code writing}, or an empty text
   * @param turns the user's messages
   * @param references a reference answer to each turn, or an empty list
   */
  public record Item(String id, String category, List<String> turns, List<String> references) {
    /** Copies the lists. */
    public Item {
      turns = List.copyOf(turns);
      references = List.copyOf(references);
    }
  }

  /** Copies the items; two of one id are an error. */
  public PromptSet {
    items = List.copyOf(items);
    InvalidInputException.unless(!items.isEmpty(), "The prompt set is empty.");
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Integer first = seen.putIfAbsent(items.get(i).id(), i);
      InvalidInputException.unless(
          first == null,
          "The prompts %s and %d have the same id '%s'; give each its own.",
          first == null ? "" : first + 1,
          i + 1,
          items.get(i).id());
    }
  }

  /** Returns prompts of one turn, with their numbers as ids. */
  public static PromptSet of(List<String> prompts) {
    List<Item> items = new ArrayList<>();
    for (String prompt : prompts) {
      items.add(new Item(String.valueOf(items.size() + 1), "", List.of(prompt), List.of()));
    }
    return new PromptSet(items);
  }

  /** Reads a file of any of the known formats. */
  public static PromptSet read(Path file) {
    List<Item> items = new ArrayList<>();
    for (JsonRows.Row row : JsonRows.read(file)) {
      items.add(item(row, items.size() + 1));
    }
    return new PromptSet(items);
  }

  private static Item item(JsonRows.Row row, int number) {
    String id = row.id().orElse(String.valueOf(number));
    String category = JsonRows.text(row.json(), "category").orElse("");
    return new Item(id, category, turns(row), references(row));
  }

  private static List<String> turns(JsonRows.Row row) {
    JsonElement turns = row.json().get("turns");
    if (turns != null && turns.isJsonArray()) {
      List<String> texts = JsonRows.texts(turns, row.where() + ": turns");
      InvalidInputException.unless(!texts.isEmpty(), "%s: 'turns' is empty.", row.where());
      return texts;
    }
    return List.of(
        row.prompt()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        row.where()
                            + ": no prompt; expected 'turns', or one of "
                            + String.join(", ", JsonRows.PROMPTS)
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

  /** Returns the first prompts. */
  public PromptSet limit(int count) {
    return new PromptSet(items.subList(0, Math.min(count, items.size())));
  }

  /** Returns the number of prompts. */
  public int size() {
    return items.size();
  }
}
