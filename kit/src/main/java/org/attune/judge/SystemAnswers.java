package org.attune.judge;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * The answers of one system to a prompt set.
 *
 * @param name the system's name
 * @param answers an answer to each turn, by the prompt's id or its first turn
 */
public record SystemAnswers(String name, Map<String, List<String>> answers) {
  private static final List<String> NAMES = List.of("generator", "model_id", "model");
  private static final List<String> OUTPUTS = List.of("output", "response", "answer", "text");

  /** Returns answers to a prompt set, in its order. */
  public static SystemAnswers of(String name, PromptSet prompts, List<List<String>> answers) {
    Map<String, List<String>> byId = new LinkedHashMap<>();
    for (int i = 0; i < prompts.size(); i++) {
      byId.put(prompts.items().get(i).id(), List.copyOf(answers.get(i)));
    }
    return new SystemAnswers(name, byId);
  }

  /**
   * Reads a file of answers: AlpacaEval's ({@code instruction}, {@code output}, {@code generator}),
   * MT-bench's and Arena-Hard's ({@code question_id}, {@code choices} or {@code messages}), or the
   * kit's ({@code prompt}, {@code response}). A file that names no system is named after itself.
   */
  public static SystemAnswers read(Path file) {
    Map<String, List<String>> answers = new LinkedHashMap<>();
    String name = null;
    for (JsonRows.Row row : JsonRows.read(file)) {
      Optional<String> said = row.first(NAMES);
      InvalidInputException.unless(
          name == null || said.isEmpty() || said.get().equals(name),
          "%s: answers of '%s' in a file of '%s'; put each system in its own file.",
          row.where(),
          said.orElse(""),
          name);
      name = said.orElse(name);
      String key = key(row);
      InvalidInputException.unless(
          answers.put(key, turns(row)) == null,
          "%s: a second answer to '%s'; keep one of them.",
          row.where(),
          key);
    }
    return new SystemAnswers(name == null ? named(file) : name, answers);
  }

  /** Returns the id of a row's prompt, or the prompt. */
  private static String key(JsonRows.Row row) {
    return row.id()
        .or(row::prompt)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    row.where() + ": neither 'question_id' nor 'instruction' or 'prompt'."));
  }

  private static String named(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.jsonl?$", "");
  }

  private static List<String> turns(JsonRows.Row row) {
    JsonObject json = row.json();
    JsonElement choices = json.get("choices");
    if (choices != null && choices.isJsonArray() && !choices.getAsJsonArray().isEmpty()) {
      JsonElement first = choices.getAsJsonArray().get(0);
      JsonElement turns = JsonRows.object(first, row.where() + ": choices[0]").get("turns");
      InvalidInputException.unless(
          turns != null && turns.isJsonArray(), "%s: 'choices' without 'turns'.", row.where());
      return JsonRows.texts(turns, row.where() + ": choices[0].turns");
    }
    JsonElement messages = json.get("messages");
    if (messages != null && messages.isJsonArray()) {
      return JsonRows.texts(replies(row, messages.getAsJsonArray()), row.where() + ": messages");
    }
    return List.of(
        OUTPUTS.stream()
            .filter(key -> row.prompt().isEmpty() || !key.equals("text"))
            .flatMap(key -> JsonRows.text(json, key).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        row.where() + ": no answer; expected 'output' or 'response'.")));
  }

  private static JsonArray replies(JsonRows.Row row, JsonArray messages) {
    JsonArray said = new JsonArray();
    for (JsonElement message : messages) {
      JsonObject spoken = JsonRows.object(message, row.where() + ": messages");
      if (JsonRows.text(spoken, "role").orElse("").equals("assistant")) {
        said.add(message);
      }
    }
    return said;
  }

  /** Returns this system under another name. */
  public SystemAnswers named(String other) {
    return new SystemAnswers(other, answers);
  }

  /**
   * Returns prompts with these answers as references, which MT-bench keeps in a file of answers.
   */
  public PromptSet asReferences(PromptSet prompts) {
    List<PromptSet.Item> with = new ArrayList<>();
    for (PromptSet.Item item : prompts.items()) {
      List<String> found = optional(item).orElse(item.references());
      with.add(new PromptSet.Item(item.id(), item.category(), item.turns(), found));
    }
    return new PromptSet(with);
  }

  /** Returns the answers to a prompt, if there are any. */
  public Optional<List<String>> optional(PromptSet.Item item) {
    List<String> found = answers.get(item.id());
    return Optional.ofNullable(found == null ? answers.get(item.turns().get(0)) : found);
  }

  /** Returns the answers to a prompt, which are required. */
  public List<String> to(PromptSet.Item item) {
    List<String> found =
        optional(item)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        String.format(
                            "'%s' has no answer to the prompt '%s'; are its answers to this prompt"
                                + " set?",
                            name, item.id())));
    InvalidInputException.unless(
        found.size() >= item.turns().size(),
        "'%s' answered %d of the %d turns of the prompt '%s'.",
        name,
        found.size(),
        item.turns().size(),
        item.id());
    return found.subList(0, item.turns().size());
  }
}
