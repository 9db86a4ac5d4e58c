package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.data.chat.ChatMessage;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Conversations of several turns")
final class ConversationsTest {
  private static final String LINE =
      "{\"messages\": [{\"role\": \"system\", \"content\": \"Be kind.\"},"
          + "{\"role\": \"user\", \"content\": \"One?\"},"
          + "{\"role\": \"assistant\", \"content\": \"Two.\"},"
          + "{\"role\": \"user\", \"content\": \"Three?\"},"
          + "{\"role\": \"assistant\", \"content\": \"Four.\"}]}";

  @TempDir private Path folder;

  private List<Example> read(ReadOptions reading) throws IOException {
    Path file = folder.resolve("rows.jsonl");
    Files.writeString(file, LINE + "\n" + LINE + "\n");
    try (RowReader rows = RowReader.open(List.of(file), reading)) {
      return rows.stream().toList();
    }
  }

  @Test
  @DisplayName("train on each reply of the assistant, with what comes before it as its prompt")
  void replies() throws IOException {
    List<Example> rows = read(ReadOptions.strict());
    assertEquals(4, rows.size());
    assertEquals("Be kind.\n\nHuman: One?\n\nAssistant:", rows.get(0).prompt());
    assertEquals(List.of(" Two."), rows.get(0).responses());
    assertEquals(
        "Be kind.\n\nHuman: One?\n\nAssistant: Two.\n\nHuman: Three?\n\nAssistant:",
        rows.get(1).prompt());
    assertEquals(List.of(" Four."), rows.get(1).responses());
  }

  @Test
  @DisplayName("train on the last reply alone when told so")
  void last() throws IOException {
    List<Example> rows = read(ReadOptions.strict().lastReply());
    assertEquals(2, rows.size());
    assertEquals(List.of(" Four."), rows.get(0).responses());
  }

  @Test
  @DisplayName("come back as the messages that they were")
  void messages() throws IOException {
    assertEquals(
        List.of(
            ChatMessage.system("Be kind."),
            ChatMessage.user("One?"),
            ChatMessage.assistant("Two."),
            ChatMessage.user("Three?")),
        ChatMessage.of(read(ReadOptions.strict()).get(1).prompt()));
    assertEquals(
        List.of(ChatMessage.user("User: Hi\nAssistant:")), ChatMessage.of("User: Hi\nAssistant:"));
    assertThrows(InvalidInputException.class, () -> new ChatMessage("tool", "x"));
  }
}
