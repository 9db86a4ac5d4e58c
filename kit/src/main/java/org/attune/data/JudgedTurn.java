package org.attune.data;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;

/**
 * Cuts two conversations after the reply that was judged: MT-bench's judgements of turn 1 stand
 * beside both turns. In Chatbot Arena the column counts all turns, and nothing is cut.
 */
final class JudgedTurn {
  private static final String TURN = "turn";

  private JudgedTurn() {}

  /** Returns the pair of the judged replies; nothing where they are the last ones. */
  static Optional<Pair> pair(JsonFields fields) {
    if (!(fields.isList("chosen") && fields.isList("rejected"))
        || !(fields.column(TURN).orElse(null) instanceof JsonPrimitive turn && turn.isNumber())) {
      return Optional.empty();
    }
    HhTranscript one = MessagesParser.dialogue(fields, "chosen");
    HhTranscript other = MessagesParser.dialogue(fields, "rejected");
    double judged = turn.getAsDouble();
    if (judged < 1 || judged >= Math.max(replies(one), replies(other))) {
      return Optional.empty();
    }
    return Optional.of(
        PairParser.joined(
            fields,
            upTo((int) judged, one, fields, "chosen"),
            upTo((int) judged, other, fields, "rejected")));
  }

  private static long replies(HhTranscript dialogue) {
    return dialogue.turns().stream().filter(JudgedTurn::isReply).count();
  }

  private static boolean isReply(Turn turn) {
    return turn.speaker() == Speaker.ASSISTANT;
  }

  private static Demonstration upTo(
      int judged, HhTranscript dialogue, JsonFields fields, String role) {
    InvalidInputException.unless(
        replies(dialogue) >= judged,
        "%s holds %d replies, but reply %d was judged",
        fields.pathOf(role),
        replies(dialogue),
        judged);
    List<Turn> turns = dialogue.turns();
    int at = -1;
    for (int seen = 0; seen < judged; seen++) {
      do {
        at++;
      } while (!isReply(turns.get(at)));
    }
    String prompt = new HhTranscript(dialogue.preamble(), turns.subList(0, at)).prompt();
    return new Demonstration(prompt, turns.get(at).text());
  }
}
