package org.attune.data;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;

/** Reads rows that prefer one response to another, in the usual formats. */
final class PairParser {
  private static final String BETTER = "response_j";
  private static final String WORSE = "response_k";

  /** How a list of messages begins that pandas wrote into a CSV file. */
  private static final String PYTHON_LIST = "[{'";

  private PairParser() {}

  /** Returns whether the row has a better and a worse response as StackExchange's pairs do. */
  static boolean isOrdered(JsonFields fields) {
    return fields.columns().containsAll(Set.of(BETTER, WORSE));
  }

  /**
   * Reads a pair.
   *
   * <p>With a {@code prompt} the two columns are bare responses. Without one, {@code chosen} and
   * {@code rejected} are whole transcripts that share their beginning: message lists and
   * Human/Assistant texts are split before the last reply, other texts at the last space before
   * they differ.
   */
  static Pair read(JsonFields fields) {
    return isOrdered(fields)
        ? named(fields.renamed("chosen", BETTER).renamed("rejected", WORSE))
        : named(fields);
  }

  private static Pair named(JsonFields fields) {
    if (isTranscript(fields, "chosen") && isTranscript(fields, "rejected")) {
      // UltraFeedback's pairs repeat the chosen dialogue, and the question it begins with.
      fields.repeats(List.of("prompt", "messages", "question")::contains);
      Demonstration chosen = MessagesParser.lastReply(fields, "chosen");
      Pair pair = joined(chosen, MessagesParser.lastReply(fields, "rejected"));
      return new Pair(Preludes.before(fields, pair.prompt()), pair.chosen(), pair.rejected());
    }
    String chosen = PromptParser.response(fields, "chosen");
    String rejected = PromptParser.response(fields, "rejected");
    if (PromptParser.has(fields)) {
      return bare(PromptParser.read(fields), chosen, rejected);
    }
    Optional<String> dialogue = dialogue(fields);
    if (dialogue.isPresent()) {
      return bare(PromptParser.read(fields.renamed("prompt", dialogue.get())), chosen, rejected);
    }
    fields.requireNamed("prompt");
    if (HhTranscript.looksLike(chosen) && HhTranscript.looksLike(rejected)) {
      return joined(HhTranscript.splitAtLastReply(chosen), HhTranscript.splitAtLastReply(rejected));
    }
    requireNoQuestion(fields);
    return sharedBeginning(chosen, rejected);
  }

  /** Returns the column of a dialogue that two single messages answer, as LLaMA-Factory reads. */
  private static Optional<String> dialogue(JsonFields fields) {
    return MessagesParser.isMessage(fields.peek("chosen"))
        ? Stream.of("conversations", "messages").filter(fields.columns()::contains).findFirst()
        : Optional.empty();
  }

  /**
   * Takes the common beginning of two responses as the prompt only where no column may hold the
   * question.
   */
  private static void requireNoQuestion(JsonFields fields) {
    for (Map.Entry<String, JsonElement> column : fields.unread().entrySet()) {
      JsonElement value = column.getValue();
      boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
      InvalidInputException.unless(
          !(value.isJsonArray() || (text && TextChecks.words(value.getAsString()) > 1)),
          "there is no prompt, but the column %s may hold it; say so with"
              + " ReadOptions.column(\"prompt\", %s), or drop the column explicitly with"
              + " ReadOptions.ignoring(%s)",
          TextChecks.quoted(column.getKey()),
          TextChecks.quoted(column.getKey()),
          TextChecks.quoted(column.getKey()));
    }
  }

  /**
   * Returns whether the value is a list of several messages, which repeats the prompt even beside a
   * prompt column.
   */
  private static boolean isTranscript(JsonFields fields, String role) {
    return fields.isList(role) && fields.list(role).size() > 1;
  }

  private static Pair joined(Demonstration chosen, Demonstration rejected) {
    if (!chosen.prompt().equals(rejected.prompt())) {
      throw InvalidInputException.of(
          "chosen and rejected do not share their prompt: before the last reply they differ"
              + " from character %d on, %s against %s",
          difference(chosen.prompt(), rejected.prompt()) + 1,
          from(chosen.prompt(), rejected.prompt()),
          from(rejected.prompt(), chosen.prompt()));
    }
    InvalidInputException.unless(
        !chosen.prompt().isBlank(), "chosen and rejected hold a reply but no prompt before it");
    return new Pair(chosen.prompt(), chosen.response(), rejected.response());
  }

  /** Removes the prompt from both transcripts in files that also give it in a column. */
  private static Pair bare(String prompt, String chosen, String rejected) {
    boolean repeated =
        HhTranscript.looksLike(prompt) && chosen.startsWith(prompt) && rejected.startsWith(prompt);
    int from = repeated ? prompt.length() : 0;
    return new Pair(prompt, chosen.substring(from), rejected.substring(from));
  }

  private static Pair sharedBeginning(String chosen, String rejected) {
    InvalidInputException.unless(
        !(chosen.startsWith(PYTHON_LIST) && rejected.startsWith(PYTHON_LIST)),
        "chosen %s and rejected are lists of messages as Python prints them; write them as JSON, or"
            + " save the table as JSON Lines or Parquet",
        TextChecks.quoted(chosen));
    InvalidInputException.unless(
        !chosen.equals(rejected),
        "chosen and rejected are the same text %s, so their prompt cannot be found; add a prompt"
            + " column",
        TextChecks.quoted(chosen));
    int cut = difference(chosen, rejected);
    while (cut > 0 && !startsWord(chosen, cut) && !startsWord(rejected, cut)) {
      cut--;
    }
    InvalidInputException.unless(
        !chosen.substring(0, cut).isBlank(),
        "there is no prompt, and chosen %s and rejected %s do not begin with the same words; add a"
            + " prompt column",
        TextChecks.quoted(chosen),
        TextChecks.quoted(rejected));
    return new Pair(chosen.substring(0, cut), chosen.substring(cut), rejected.substring(cut));
  }

  private static boolean startsWord(String text, int at) {
    return at < text.length() && Character.isWhitespace(text.charAt(at));
  }

  private static int difference(String one, String other) {
    int i = 0;
    while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String from(String one, String other) {
    return TextChecks.quoted(one.substring(difference(one, other)));
  }
}
