package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A message")
final class MessageFormsTest extends RowReading {
  private static final String ASKED = "\n\nHuman: Hi\n\nAssistant:";

  @Test
  @DisplayName("may be a list of parts, of which the texts are read")
  void parts() {
    reads(
        new Demonstration(ASKED, " Hoho"),
        "{'messages':[{'role':'user','content':[{'type':'text','text':'Hi','image':null}]},"
            + "{'role':'assistant','content':[{'type':'text','text':'Ho'},{'text':'ho'}]}]}");
    reads(
        new Ranking(ASKED, List.of(" Ha", " Ho"), List.of(0.5, -0.5)),
        "{'winner':'model_b','conversation_a':[{'role':'user','content':[{'type':'text','text':"
            + "'Hi'}]},{'role':'assistant','content':'Ho'}],'conversation_b':[{'role':'user',"
            + "'content':'Hi'},{'role':'assistant','content':[{'type':'text','text':'Ha'}]}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'type':'image','image':'a.png'}] | content[0] is of type \"image\", and only text is read",
        "[{'type':'text'}] | content[0].text is null; expected a text",
        "[{'type':'text','text':4}] | content[0].text: expected a text, found 4",
        "['Hi'] | content[0]: expected an object {…}, found the text \"Hi\"",
        "[] | content is an empty list"
      })
  @DisplayName("of other parts is refused by the part")
  void otherParts(String content, String sentence) {
    String row = "{'messages':[{'role':'user','content':%s},{'role':'assistant','content':'Ho'}]}";
    String said = scratch.refusal(() -> scratch.row(row.formatted(content)));
    assertTrue(said.contains("line 1: $.messages[0]." + sentence), said);
  }

  @Test
  @DisplayName("of Capybara is a question with its answer, in a conversation")
  void exchanges() {
    Path file =
        scratch.file(
            "a.jsonl",
            "{'source':'A','conversation':[{'input':'Hi','output':'Ho'},{'input':'So','output':"
                + "'Ha'}]}");
    assertEquals(
        List.of(
            new Demonstration(ASKED, " Ho"),
            new Demonstration(ASKED + " Ho\n\nHuman: So\n\nAssistant:", " Ha")),
        Scratch.read(file, ReadOptions.strict()));
    String said =
        scratch.refusal(() -> scratch.row("{'conversation':[{'input':'Hi','output':null}]}"));
    assertTrue(said.contains("$.conversation[0].output is null; expected a text"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "chatgpt", "assistant", "model"})
  @DisplayName("of the assistant has one of several roles in ShareGPT")
  void roles(String role) {
    reads(
        new Demonstration(ASKED, " Ho"),
        "{'id':'1','conversations':[{'from':'human','value':'Hi'},{'from':'"
            + role
            + "','value':'Ho'}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "conversations | [{'from':'human','value':'Hi'}] | {'from':'gpt','value':'%s'}",
        "prompt | [{'role':'user','content':'Hi'}] | {'role':'assistant','content':'%s'}",
        "prompt | [{'role':'user','content':'Hi'}] | [{'role':'assistant','content':'%s'}]"
      })
  @DisplayName("may be a cell of a CSV file, as in LLaMA-Factory's pairs")
  void cells(String column, String prompt, String reply) {
    Path file = csv(column, prompt, reply.formatted("Ho"), reply.formatted("Ha"));
    assertEquals(List.of(new Pair(ASKED, " Ho", " Ha")), Scratch.read(file, ReadOptions.strict()));
  }

  @Test
  @DisplayName("is not seen in another object, which stays a text of its cell")
  void objects() {
    Path file = csv("prompt", "Hi", "{'a':1}", "{'a':2}");
    assertEquals(
        List.of(new Pair("Hi", "{\"a\":1}", "{\"a\":2}")),
        Scratch.read(file, ReadOptions.strict()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'content': 'Hi', 'role': 'user'}, {'content': 'Ho', 'role': 'assistant'}]",
        "{'from': 'gpt', 'value': 'Ho'}"
      })
  @DisplayName("that pandas wrote into a cell is refused, also beside a prompt")
  void pandas(String cell) {
    String text = "prompt,chosen,rejected\nHi,\"" + cell + "\",\"" + cell + "\"\n";
    Path file = scratch.bytes("a.csv", text.getBytes(StandardCharsets.UTF_8));
    String said = scratch.refusal(() -> Scratch.read(file, ReadOptions.strict()));
    assertTrue(said.contains("a.csv, line 2: $.chosen \"" + cell.substring(0, 9)), said);
    assertTrue(said.contains("holds messages as Python prints them; write them as JSON"), said);
  }

  /** Writes one row of cells, in which apostrophes become doubled quotation marks. */
  private Path csv(String column, String... cells) {
    StringBuilder text = new StringBuilder(column).append(",chosen,rejected\n");
    String row = "\"" + String.join("\",\"", cells).replace("'", "\"\"") + "\"\n";
    return scratch.bytes("a.csv", text.append(row).toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("of weight 0 is answered by later ones, and is not learnt")
  void weights() {
    String row =
        "{'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':'Bad','weight':0},"
            + "{'role':'user','content':'No?'},{'role':'assistant','content':'Ho','weight':%s}]}";
    Demonstration last = new Demonstration(ASKED + " Bad\n\nHuman: No?\n\nAssistant:", " Ho");
    for (String learnt : List.of("1", "null")) {
      Path file = scratch.file("a.jsonl", row.formatted(learnt));
      assertEquals(List.of(last), Scratch.read(file, ReadOptions.strict()));
    }
    String said = scratch.refusal(() -> scratch.row(row.formatted("0")));
    assertTrue(said.contains("$.messages holds no reply to learn: the weight is 0"), said);
    Path file =
        scratch.file("a.jsonl", row.formatted("0").replace("'weight':0},{", "'weight':1},{"));
    assertEquals(
        List.of(new Demonstration(ASKED, " Bad")), Scratch.read(file, ReadOptions.strict()));
    said = scratch.refusal(() -> Scratch.read(file, ReadOptions.strict().lastReply()));
    assertTrue(said.contains("holds no reply to learn"), said);
    said = scratch.refusal(() -> scratch.row(row.formatted("0.5")));
    assertTrue(said.contains("$.messages[3].weight is 0.5, but no loss weights replies"), said);
  }

  @Test
  @DisplayName("of a developer, as newer interfaces call it, is the system's")
  void developer() {
    reads(
        new Demonstration("Be brief." + ASKED, " Ho"),
        "{'messages':[{'role':'developer','content':'Be brief.'},{'role':'user','content':'Hi'},"
            + "{'role':'assistant','content':'Ho'}]}");
  }

  @ParameterizedTest
  @CsvSource({"tool_calls, [{}]", "function_call, {}"})
  @DisplayName("that calls a tool is refused, also where it has a text")
  void calls(String column, String call) {
    String row =
        "{'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':'','%s':%s}]}";
    String said = scratch.refusal(() -> scratch.row(row.formatted(column, call)));
    assertTrue(said.contains("$.messages[1]." + column + " calls a tool, and only text"), said);
    reads(new Demonstration(ASKED, " "), row.formatted("tool_calls", "[]"));
  }
}
