package org.attune.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.Fuzz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("Damaged data is read or refused in one sentence")
final class DataFuzzTest {
  private static final String PAIRS =
      """
      {"prompt":"How are you?","chosen":"Fine, thank you.","rejected":"Why?"}
      {"prompt":"What is \\u00e9?","chosen":"A letter.","rejected":"No."}
      """;
  private static final String RANKINGS =
      """
      [{"query":"a","responses":["b","c","d"],"scores":[1.5,-2,0.25]},
       {"query":"e","responses":["f","g"],"scores":[3,4]}]
      """;
  private static final String DIALOGUES =
      """
      {"chosen":"\\n\\nHuman: Hi?\\n\\nAssistant: Hello.","rejected":"\\n\\nHuman: Hi?\\n\\nAssistant: Go."}
      """;
  private static final String CHATS =
      """
      {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}
      """;

  private static final String SUMMARIES =
      """
      {"info":{"title":"Cat","post":"Gone."},"summaries":[{"text":"a"},{"text":"b"}],"choice":1}
      """;
  private static final String TREES =
      """
      {"prompt":{"text":"Hi","role":"prompter","replies":[{"text":"a","role":"assistant","rank":1,
      "replies":[]},{"text":"b","role":"assistant","rank":0,"replies":[]}]}}
      """;
  private static final String VERDICTS =
      """
      {"winner":"model_a","conversation_a":[{"role":"user","content":[{"type":"text","text":"Hi"}]},
      {"role":"assistant","content":"a"}],"conversation_b":[{"role":"user","content":"Hi"},
      {"role":"assistant","content":"b"}]}
      """;
  private static final String CSV =
      """
      prompt,response,score
      "Say ""hi"", please",Hi,1.5
      What?,"a, b",-2
      """;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "pairs, 1",
    "rankings, 2",
    "dialogues, 3",
    "chats, 4",
    "zipped, 5",
    "csv, 6",
    "parquet, 7",
    "summaries, 8",
    "trees, 9",
    "verdicts, 10"
  })
  void data(String what, long seed) throws IOException {
    Scratch scratch = new Scratch(folder);
    byte[] bytes =
        switch (what) {
          case "pairs" -> PAIRS.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          case "rankings" -> RANKINGS.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          case "dialogues" -> DIALOGUES.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          case "chats" -> CHATS.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          case "summaries" -> SUMMARIES.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          case "trees" -> joined(TREES);
          case "verdicts" -> joined(VERDICTS);
          case "csv" -> CSV.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          case "parquet" -> Files.readAllBytes(ParquetTest.file("zstd-2.parquet"));
          default -> Scratch.zipped(PAIRS);
        };
    Path file = scratch.bytes(what.equals("csv") ? "data.csv" : "data.jsonl", bytes);
    Fuzz.damage(
        file,
        seed,
        () -> {
          try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict())) {
            rows.stream().forEach(row -> {});
          }
        });
  }

  /** Returns a row on one line. */
  private static byte[] joined(String row) {
    return (row.replace("\n", "") + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
