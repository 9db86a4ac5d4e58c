package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rows of single messages, as OpenAssistant's on the hub")
final class MessageRowsTest extends RowReading {
  private static final String ASKED = "\n\nHuman: Hi\n\nAssistant:";

  private static String row(String tree, String id, String parent, String text, String rank) {
    String role = rank.equals("-") ? "prompter" : "assistant";
    String answered = parent.isEmpty() ? "null" : "'" + parent + "'";
    return "{'message_id':'%s','parent_id':%s,'text':'%s','role':'%s','rank':%s,'message_tree_id':'%s'}"
        .formatted(id, answered, text, role, rank.equals("-") ? "null" : rank, tree);
  }

  private static Ranking ranking(String prompt, String better, String worse) {
    return new Ranking(prompt, List.of(better, worse), List.of(0.0, -1.0));
  }

  @Test
  @DisplayName("are joined into trees, of which each question is a ranking")
  void trees() {
    Path file =
        scratch.file(
            "a.jsonl",
            row("1", "1", "", "Hi", "-"),
            row("1", "2", "1", "Ho", "1"),
            row("1", "3", "1", "Ha", "0"),
            row("1", "4", "2", "And?", "-"),
            row("1", "5", "4", "Yes", "0"),
            row("1", "6", "4", "No", "1"),
            row("2", "7", "", "Hi", "-"),
            row("2", "8", "7", "He", "0"),
            row("2", "9", "7", "Hu", "1"));
    assertEquals(
        List.of(
            ranking(ASKED, " Ha", " Ho"),
            ranking(ASKED + " Ho\n\nHuman: And?\n\nAssistant:", " Yes", " No"),
            ranking(ASKED, " He", " Hu")),
        Scratch.read(file, ReadOptions.strict()));
  }

  @Test
  @DisplayName("may be a CSV file, in any order, without the number of the tree")
  void csv() {
    String head = "message_id,parent_id,role,text,rank\n";
    String text = head + "2,1,assistant,Ho,1\n3,1,assistant,Ha,0\n1,,prompter,Hi,\n";
    Path file = scratch.bytes("a.csv", text.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(ranking(ASKED, " Ha", " Ho")), Scratch.read(file, ReadOptions.strict()));
  }

  @Test
  @DisplayName("are refused tree by tree: where a parent is missing, or an id is given twice")
  void faults() {
    String[] rows = {
      row("1", "2", "1", "Ho", "0"),
      row("2", "7", "", "Hi", "-"),
      row("2", "8", "7", "He", "0"),
      row("2", "9", "7", "Hu", "1"),
      row("3", "10", "", "Hi", "-"),
      row("3", "10", "", "Hi", "-"),
      "{",
      row("4", "11", "", "Hi", "-")
    };
    Path file = scratch.file("a.jsonl", rows);
    String said = scratch.refusal(() -> Scratch.read(file, ReadOptions.strict()));
    assertTrue(
        said.startsWith("a.jsonl, line 1: the message 2 answers 1, of which there is no row"),
        said);
    try (RowReader reader = RowReader.open(List.of(file), ReadOptions.skippingBadLines())) {
      assertEquals(List.of(ranking(ASKED, " He", " Hu")), reader.stream().toList());
      List<String> skipped =
          reader.origin().skippedLines().stream()
              .map(each -> each.replaceFirst(".*a\\.jsonl, ", ""))
              .toList();
      assertTrue(skipped.get(1).startsWith("line 7: "), skipped.toString());
      assertTrue(skipped.get(2).startsWith("line 8: $.prompt is a tree in which"), skipped.get(2));
    }
  }

  @Test
  @DisplayName("stay rows where a column or a kind is chosen")
  void chosen() {
    Path file = scratch.file("a.jsonl", row("1", "1", "", "Hi", "-"));
    ReadOptions prompts = ReadOptions.strict().column("prompt", "text").ignoring("rank");
    assertEquals(List.of(new Prompt("Hi")), Scratch.read(file, prompts));
  }
}
