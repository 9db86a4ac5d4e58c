package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A Human/Assistant transcript")
class HhTranscriptTest {
  private static final String TEXT = "\n\nHuman: Hi\n\nAssistant: Ho\n\nHuman: Why?\n\nAssistant:";

  @Test
  @DisplayName("is read into turns that keep their blanks")
  void parse() {
    assertEquals(
        new HhTranscript(
            "",
            List.of(
                new Turn(Speaker.HUMAN, " Hi"),
                new Turn(Speaker.ASSISTANT, " Ho"),
                new Turn(Speaker.HUMAN, " Why?"),
                new Turn(Speaker.ASSISTANT, ""))),
        HhTranscript.parse(TEXT));
    assertEquals("Be kind.", HhTranscript.parse("Be kind." + TEXT).preamble());
  }

  @Test
  @DisplayName("comes back character for character, whatever it is made of")
  void roundTrip() {
    List<String> parts =
        List.of("\n\nHuman:", "\n\nAssistant:", " ", "\n", "Human:", "\n\n", "a", "Assistant");
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      String whole = text.append("\n\nHuman: x").toString();
      assertEquals(whole, HhTranscript.parse(whole).text());
    }
  }

  @Test
  @DisplayName("is split at its last reply, and joined it is the same text")
  void split() {
    Demonstration split = HhTranscript.splitAtLastReply(TEXT + " Because.\n\nSo there.");
    assertEquals(new Demonstration(TEXT, " Because.\n\nSo there."), split);
  }

  @Test
  @DisplayName("asks for the next reply with an open Assistant mark")
  void prompt() {
    HhTranscript asked = HhTranscript.parse("\n\nHuman: Hi");
    assertEquals("\n\nHuman: Hi\n\nAssistant:", asked.prompt());
    assertTrue(HhTranscript.looksLike(asked.prompt()));
    assertFalse(HhTranscript.looksLike(asked.text()));
  }

  @Test
  @DisplayName("refuses what is none")
  void refusals() {
    assertEquals(
        "The text \"Hi\" has no turn; a Human/Assistant transcript marks its turns with"
            + " \"\\n\\nHuman:\" and \"\\n\\nAssistant:\".",
        refusal(() -> HhTranscript.parse("Hi")));
    assertEquals(
        "The text \"\\n"
            + "\\n"
            + "Human: Hi\" has no \"\\n"
            + "\\n"
            + "Assistant:\", so its response cannot be separated from its prompt.",
        refusal(() -> HhTranscript.splitAtLastReply("\n\nHuman: Hi")));
    assertEquals(
        "The dialogue continues with a Human turn after its last reply \"Ho\\n\\nHuman: Bye\"; it"
            + " must end with a reply.",
        refusal(() -> HhTranscript.splitAtLastReply("\n\nAssistant: Ho\n\nHuman: Bye")));
    assertTrue(
        refusal(() -> new Turn(Speaker.HUMAN, "a\n\nAssistant: b")).startsWith("A turn contains"));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable what) {
    return assertThrows(InvalidInputException.class, what).getMessage();
  }
}
