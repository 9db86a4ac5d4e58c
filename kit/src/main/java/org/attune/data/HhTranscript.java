package org.attune.data;

import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * A dialogue in the Human/Assistant format, as turns and as text.
 *
 * <p>In the text every turn starts with {@code "\n\nHuman:"} or {@code "\n\nAssistant:"}, usually
 * followed by a space; the text before the first turn is the preamble. A turn's text keeps that
 * space, so that parsing a text and writing it again gives the same characters.
 *
 * @param preamble the text before the first turn, usually empty
 * @param turns the turns in order
 */
public record HhTranscript(String preamble, List<Turn> turns) {
  private static final String BREAK = "\n\n";

  /** The speaker of a turn. */
  public enum Speaker {
    /** The person who asks. */
    HUMAN("Human:"),
    /** The model that answers. */
    ASSISTANT("Assistant:");

    private final String mark;

    Speaker(String mark) {
      this.mark = mark;
    }

    /** Returns the mark that opens this speaker's turns, two line breaks included. */
    public String mark() {
      return BREAK + mark;
    }
  }

  /** One turn; the text is everything after the colon. */
  public record Turn(Speaker speaker, String text) {
    /** Rejects a text that contains the start of another turn. */
    public Turn {
      TextChecks.require("text of a turn", text);
      for (Speaker other : Speaker.values()) {
        InvalidInputException.unless(
            !text.contains(other.mark()),
            "A turn contains the mark %s of another turn, so the dialogue could not be read back;"
                + " split it there or remove the mark.",
            TextChecks.quoted(other.mark()));
      }
    }
  }

  /** Copies the turns. */
  public HhTranscript {
    TextChecks.require("preamble", preamble);
    turns = List.copyOf(turns);
  }

  /** Reads the turns of a text. */
  public static HhTranscript parse(String text) {
    List<Turn> turns = new ArrayList<>();
    int start = nextMark(text, 0);
    InvalidInputException.unless(
        start >= 0,
        "The text %s has no turn; a Human/Assistant transcript marks its turns with"
            + " \"\\n\\nHuman:\" and \"\\n\\nAssistant:\".",
        TextChecks.quoted(text));
    String preamble = text.substring(0, start);
    while (start >= 0) {
      Speaker speaker = speakerAt(text, start);
      int from = start + speaker.mark().length();
      int next = nextMark(text, from);
      turns.add(new Turn(speaker, text.substring(from, next < 0 ? text.length() : next)));
      start = next;
    }
    return new HhTranscript(preamble, turns);
  }

  /** Returns whether the text contains the mark that precedes a response. */
  public static boolean looksLike(String text) {
    return text.contains(Speaker.ASSISTANT.mark());
  }

  /**
   * Splits a transcript at its last {@code "\n\nAssistant:"}: the prompt ends with that mark, the
   * response is the text after it.
   */
  public static Demonstration splitAtLastReply(String text) {
    String mark = Speaker.ASSISTANT.mark();
    int at = text.lastIndexOf(mark);
    InvalidInputException.unless(
        at >= 0,
        "The text %s has no \"\\n"
            + "\\n"
            + "Assistant:\", so its response cannot be separated from its prompt.",
        TextChecks.quoted(text));
    String response = text.substring(at + mark.length());
    InvalidInputException.unless(
        !response.contains(Speaker.HUMAN.mark()),
        "The dialogue continues with a Human turn after its last reply %s; it must end with a"
            + " reply.",
        TextChecks.quoted(response.strip()));
    return new Demonstration(text.substring(0, at + mark.length()), response);
  }

  /** Returns the dialogue as one text. */
  public String text() {
    StringBuilder text = new StringBuilder(preamble);
    for (Turn turn : turns) {
      text.append(turn.speaker().mark()).append(turn.text());
    }
    return text.toString();
  }

  /** Returns the dialogue as the prompt of the reply that comes next. */
  public String prompt() {
    return text() + Speaker.ASSISTANT.mark();
  }

  private static int nextMark(String text, int from) {
    int human = text.indexOf(Speaker.HUMAN.mark(), from);
    int assistant = text.indexOf(Speaker.ASSISTANT.mark(), from);
    return human < 0 || assistant < 0 ? Math.max(human, assistant) : Math.min(human, assistant);
  }

  private static Speaker speakerAt(String text, int at) {
    return text.startsWith(Speaker.HUMAN.mark(), at) ? Speaker.HUMAN : Speaker.ASSISTANT;
  }
}
