package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Prompt sets and answers in the formats that people know")
final class PromptSetTest {
  @TempDir Path scratch;

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(
        scratch.resolve(name), String.join("\n", lines).replace('\'', '"') + "\n");
  }

  private static String refusal(Executable work) {
    return assertThrows(InvalidInputException.class, work).getMessage();
  }

  @Test
  @DisplayName("Vicuna's question.jsonl")
  void vicuna() throws IOException {
    PromptSet set =
        PromptSet.read(
            file(
                "vicuna.jsonl",
                "{'question_id': 1, 'text': 'How can I sleep better?', 'category': 'generic'}",
                "{'question_id': 2, 'text': 'Why is the sky blue?', 'category': 'knowledge'}"));
    assertEquals(
        new PromptSet.Item("2", "knowledge", List.of("Why is the sky blue?"), List.of()),
        set.items().get(1));
  }

  @Test
  @DisplayName("MT-bench's questions, model answers and reference answers")
  void mtBench() throws IOException {
    PromptSet set =
        PromptSet.read(
            file(
                "question.jsonl",
                "{'question_id': 81, 'category': 'writing', 'turns': ['Write.', 'Rewrite.']}",
                "{'question_id': 101, 'category': 'reasoning', 'turns': ['2+2?', '3+3?'],"
                    + " 'reference': ['4', '6']}"));
    assertEquals(List.of("4", "6"), set.items().get(1).references());
    SystemAnswers answers =
        SystemAnswers.read(
            file(
                "ours.jsonl",
                "{'question_id': 101, 'answer_id': 'x', 'model_id': 'ours', 'choices': [{'index':"
                    + " 0, 'turns': ['four', 'six']}]}",
                "{'question_id': 81, 'answer_id': 'y', 'model_id': 'ours', 'choices': [{'index':"
                    + " 0, 'turns': ['A poem.', 'Another.']}]}"));
    assertEquals("ours", answers.name());
    assertEquals(List.of("A poem.", "Another."), answers.to(set.items().get(0)));
    PromptSet with = answers.asReferences(set);
    assertEquals(List.of("four", "six"), with.items().get(1).references());
  }

  @Test
  @DisplayName("AlpacaEval's outputs are prompts and answers")
  void alpacaEval() throws IOException {
    Path file =
        file(
            "outputs.json",
            "[{'dataset': 'koala', 'instruction': 'Name a colour.', 'output': 'Red.', 'generator':"
                + " 'ref'},",
            " {'dataset': 'koala', 'instruction': 'Name a dog.', 'output': 'Rex.', 'generator':"
                + " 'ref'}]");
    PromptSet set = PromptSet.read(file);
    SystemAnswers answers = SystemAnswers.read(file);
    assertEquals(List.of("Rex."), answers.to(set.items().get(1)));
    JsonArray again =
        JsonParser.parseString(AlpacaEvalFiles.outputs(set, answers)).getAsJsonArray();
    assertEquals("Name a dog.", again.get(1).getAsJsonObject().get("instruction").getAsString());
    assertEquals("ref", again.get(1).getAsJsonObject().get("generator").getAsString());
  }

  @Test
  @DisplayName("Arena-Hard's questions of both versions, and its answers")
  void arenaHard() throws IOException {
    PromptSet first =
        PromptSet.read(
            file(
                "v0.1.jsonl",
                "{'question_id': 'ab', 'category': 'arena-hard-v0.1', 'cluster': 'x', 'turns':"
                    + " [{'content': 'Sort a list.'}]}"));
    PromptSet second =
        PromptSet.read(
            file("v2.jsonl", "{'uid': 'ab', 'category': 'hard', 'prompt': 'Sort a list.'}"));
    assertEquals(first.items().get(0).turns(), second.items().get(0).turns());
    SystemAnswers answers =
        SystemAnswers.read(
            file(
                "answers.jsonl",
                "{'uid': 'ab', 'model': 'ours', 'messages': [{'role': 'user', 'content': 'Sort a"
                    + " list.'}, {'role': 'assistant', 'content': {'answer': 'Use sort().'}}]}"));
    assertEquals(List.of("Use sort()."), answers.to(second.items().get(0)));
  }

  @Test
  @DisplayName("what is wrong is said with file and line")
  void wrong() throws IOException {
    assertTrue(refusal(() -> PromptSet.read(scratch.resolve("none"))).contains("There is no file"));
    Path broken = file("broken.jsonl", "{'text': 'a'}", "{'text': ");
    assertTrue(refusal(() -> PromptSet.read(broken)).contains("broken.jsonl line 2: not JSON"));
    Path other = file("other.jsonl", "{'answer': 'a'}");
    String said = refusal(() -> PromptSet.read(other));
    assertTrue(said.contains("line 1") && said.contains("[answer]"), said);
    Path twice = file("twice.jsonl", "{'id': 1, 'text': 'a'}", "{'id': 1, 'text': 'b'}");
    assertTrue(refusal(() -> PromptSet.read(twice)).contains("1 and 2 have the same id '1'"));
    Path two =
        file(
            "two.jsonl",
            "{'prompt': 'a', 'response': 'b', 'model': 'm'}",
            "{'prompt': 'c', 'response': 'd', 'model': 'n'}");
    assertTrue(refusal(() -> SystemAnswers.read(two)).contains("line 2: answers of 'n'"));
    for (String part : List.of("choices", "messages")) {
      Path empty = file("empty.jsonl", "{'question_id': 1, '" + part + "': [null]}");
      assertTrue(refusal(() -> SystemAnswers.read(empty)).contains("is not an object"));
    }
    SystemAnswers one = SystemAnswers.read(file("one.jsonl", "{'prompt': 'a', 'response': 'b'}"));
    assertEquals("one", one.name());
    PromptSet set = PromptSet.of(List.of("a", "z"));
    assertTrue(refusal(() -> one.to(set.items().get(1))).contains("no answer to the prompt '2'"));
  }

  @Test
  @DisplayName("judgements are written as AlpacaEval's annotations and leaderboard")
  void written() {
    PromptSet set = PromptSet.of(List.of("a", "b", "c", "d"));
    List<List<String>> good = List.of(List.of("xx"), List.of("xx"), List.of("x"), List.of(""));
    List<List<String>> base = List.of(List.of("x"), List.of("x"), List.of("x"), List.of("x"));
    JudgedComparison comparison =
        JudgedComparison.of(
            new RewardJudge((prompt, response) -> response.length()),
            set,
            List.of(SystemAnswers.of("ours, new", set, good), SystemAnswers.of("base", set, base)));
    JsonArray rows =
        JsonParser.parseString(AlpacaEvalFiles.annotations(comparison, "base")).getAsJsonArray();
    double[] preferences = {2, 2, 1.5, 1};
    for (int i = 0; i < preferences.length; i++) {
      JsonObject row = rows.get(i).getAsJsonObject();
      assertEquals(preferences[i], row.get("preference").getAsDouble());
      assertEquals("base", row.get("generator_1").getAsString());
    }
    String[] lines = AlpacaEvalFiles.leaderboard(comparison, "base").split("\\R", -1);
    assertTrue(lines[1].startsWith("\"ours, new\",62.5000,23.9357,2,1,1,4,62.5000,"), lines[1]);
  }
}
