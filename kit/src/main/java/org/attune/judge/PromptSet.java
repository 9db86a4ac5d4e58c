package org.attune.judge;

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
    return new PromptSet(PromptSetReader.items(file));
  }

  /** Returns these prompts with the references of an answer file, as MT-bench keeps them apart. */
  public PromptSet references(SystemAnswers answers) {
    List<Item> with = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      List<String> found = answers.optional(item).orElse(item.references());
      with.add(new Item(item.id(), item.category(), item.turns(), found));
    }
    return new PromptSet(with);
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
