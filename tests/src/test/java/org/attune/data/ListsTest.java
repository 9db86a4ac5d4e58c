package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A file that is one JSON list")
class ListsTest {
  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  @Test
  @DisplayName("is read element by element, however it is laid out")
  void layouts() {
    List<Example> rows =
        List.of(new Demonstration("a ]}, \"\\", "{["), new Demonstration("b", "é"));
    String first = "{'prompt': 'a ]}, \\\"\\\\', 'response': '{['}";
    String second = "{'prompt': 'b', 'more': [[{}], {'x': []}],\n 'response': 'é'}";
    for (String layout : List.of("[%s,%s]", " \n[\n %s\n ,\n %s\n]\n \n", "\uFEFF[%s , %s ]")) {
      Path file = scratch.file("list.json", String.format(layout, first, second));
      assertEquals(rows, Scratch.read(file, ReadOptions.strict()));
    }
  }

  @Test
  @DisplayName("has its bad elements refused by the line they begin on, or skipped")
  void badElements() {
    Path file =
        scratch.file("list.json", "[", "{'prompt': 'a'},", "{'prompt':", "3},", "{'prompt': 'b'}]");
    assertEquals(
        "list.json, line 3: $.prompt: expected a text, found 3 (ReadOptions.skippingBadLines()"
            + " passes over such lines).",
        scratch.refusal(() -> Scratch.read(file, ReadOptions.strict())));
    assertEquals(
        List.of(new Prompt("a"), new Prompt("b")),
        Scratch.read(file, ReadOptions.skippingBadLines()));
  }

  @Test
  @DisplayName("counts the column of broken JSON from the beginning of the element")
  void columns() {
    Path file = scratch.file("list.json", "[", "{'a': 1,", " 'prompt': oh}", "]");
    assertEquals(
        "list.json, line 2: not JSON at column 21, in $.prompt, near \"oh}\""
            + " (ReadOptions.skippingBadLines() passes over such lines).",
        scratch.refusal(() -> Scratch.read(file, ReadOptions.strict())));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'prompt': 'a'}, {'prompt': | line 2: the list is cut off inside its last element",
        "[{'prompt': 'a'} | line 2: expected , or ] after an element of the list",
        "[{'prompt': 'a'} {'prompt': 'a'}] | line 1: expected , or ] after an element of the list",
        "[{'prompt': 'a'},] | line 1: expected an object {…} as the next element of the list",
        "['a', 'b'] | line 1: expected an object {…} as the next element of the list",
        "[{'prompt': 'a'}] [] | line 1: more text follows the end of the list"
      })
  @DisplayName("is refused when it does not hold together, even if bad lines may be skipped")
  void broken(String text, String sentence) {
    Path file = scratch.file("list.json", text);
    assertEquals(
        "list.json, " + sentence + "; correct the file.",
        scratch.refusal(() -> Scratch.read(file, ReadOptions.skippingBadLines())));
  }

  @Test
  @DisplayName("is refused when it is empty")
  void empty() {
    Path file = scratch.file("list.json", "[ ]");
    assertEquals(
        "list.json is empty; it needs at least one row.",
        scratch.refusal(() -> Scratch.read(file, ReadOptions.strict())));
  }
}
