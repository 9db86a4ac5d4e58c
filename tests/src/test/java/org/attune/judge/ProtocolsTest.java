package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.attune.data.chat.ChatMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A judge's protocol")
final class ProtocolsTest {
  private static final Question THREE =
      Question.of("How long do I boil an egg?", List.of("Nine minutes.", "Four.", "No idea."));

  private static String text(List<ChatMessage> messages) {
    return messages.get(messages.size() - 1).content();
  }

  @Test
  @DisplayName("of all answers gives each system its own score, whatever the order")
  void allAnswers() {
    JudgeProtocol protocol = new AllAnswersProtocol();
    List<String> firsts = new ArrayList<>();
    for (long seed : LongStream.range(0, 20).toArray()) {
      String asked = text(protocol.requests(THREE, seed).get(0));
      firsts.add(asked.substring(asked.indexOf("[Answer A]"), asked.indexOf("[End of Answer A]")));
      StringBuilder reply = new StringBuilder("They differ.\n");
      for (String label : List.of("A", "B", "C")) {
        String answer = asked.substring(asked.indexOf("[Answer " + label + "]"));
        int nine = answer.indexOf("Nine");
        int four = answer.indexOf("Four");
        int end = answer.indexOf("[End");
        int score = nine >= 0 && nine < end ? 9 : four >= 0 && four < end ? 4 : 1;
        reply.append("Answer ").append(label).append(": ").append(score).append('\n');
      }
      Judgement read = protocol.read(THREE, seed, List.of(reply.toString()));
      assertEquals(List.of(9.0, 4.0, 1.0), read.scores());
    }
    assertEquals(3, firsts.stream().distinct().count(), "each system is shown first sometimes");
  }

  @Test
  @DisplayName("in both orders calls what they disagree on a tie")
  void pairwise() {
    JudgeProtocol protocol = new PairwiseProtocol();
    Question two = THREE.only(List.of(0, 1));
    List<List<ChatMessage>> asked = protocol.requests(two, 0);
    assertTrue(text(asked.get(0)).indexOf("Nine") < text(asked.get(0)).indexOf("Four"));
    assertTrue(text(asked.get(1)).indexOf("Nine") > text(asked.get(1)).indexOf("Four"));
    assertEquals(1, protocol.read(two, 0, List.of("[[A]]", "[[B]]")).outcome(0, 1));
    assertEquals(-1, protocol.read(two, 0, List.of("[[B]]", "[[A]]")).outcome(0, 1));
    assertEquals(0, protocol.read(two, 0, List.of("[[A]]", "[[A]]")).outcome(0, 1));
    assertEquals(0, protocol.read(two, 0, List.of("[[A]]", "[[C]]")).outcome(0, 1));
    assertEquals(0, protocol.read(two, 0, List.of("[[C]]", "[[C]]")).outcome(0, 1));
    assertFalse(protocol.read(two, 0, List.of("[[A]]", "Sorry.")).valid());
  }

  @Test
  @DisplayName("of single answers shows two turns and the reference")
  void turns() {
    Question question =
        new Question(
            List.of("Name a prime.", "And the next?"),
            List.of(List.of("Seven.", "Eleven.")),
            List.of("7", "11"));
    String asked = text(new SingleAnswerProtocol().requests(question, 0).get(0));
    for (String part :
        List.of("Name a prime.", "And the next?", "Seven.", "Eleven.", "last turn")) {
      assertTrue(asked.contains(part), part);
    }
    assertTrue(asked.contains("for reference]\n11"), asked);
  }

  @Test
  @DisplayName("of four aspects adds them up for each response")
  void fourWay() {
    JudgeProtocol protocol = new FourWayProtocol();
    Question two = THREE.only(List.of(0, 2));
    assertEquals(1, protocol.requests(two, 0).size());
    for (String reply :
        List.of(
            "Response 1: Relevance 5, Correctness 4, Coherence 5, Safety 5\n"
                + "Response 2: Relevance 1, Correctness 2, Coherence 4, Safety 5",
            "**Response 1**\n- Relevance: 5/5\n- Correctness: 4/5\n- Coherence: 5/5\n- Safety:"
                + " 5/5\n\n**Response 2**\n- Relevance: 1/5\n- Correctness: 2/5\n- Coherence:"
                + " 4/5\n- Safety: 5/5",
            "{\"Response 1\": {\"relevance\": 5, \"correctness\": 4, \"coherence\": 5,"
                + " \"safety\": 5}, \"Response 2\": {\"relevance\": 1, \"correctness\": 2,"
                + " \"coherence\": 4, \"safety\": 5}}")) {
      assertEquals(List.of(19.0, 12.0), protocol.read(two, 0, List.of(reply)).scores(), reply);
    }
    String cut = "Response 1: Relevance 5, Correctness 4, Coherence 5, Safety 5\nResponse 2: Rel";
    assertFalse(protocol.read(two, 0, List.of(cut)).valid());
    Question one = THREE.only(List.of(0));
    String bare = "Relevance: 3\nCorrectness: 3\nCoherence: 3\nSafety: 3";
    assertEquals(List.of(12.0), protocol.read(one, 0, List.of(bare)).scores());
  }
}
