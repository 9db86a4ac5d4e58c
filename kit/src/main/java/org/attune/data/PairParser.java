package org.attune.data;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;

/** Reads rows that prefer one response to another, in the usual formats. */
final class PairParser {
  /** Names of the better and the worse response: those of StackExchange's pairs and of Argilla. */
  private static final List<List<String>> ORDERED =
      List.of(List.of("response_j", "response_k"), List.of("chosen_response", "rejected_response"));

  private PairParser() {}

  /** Returns whether the row has a better and a worse response under other names. */
  static boolean isOrdered(JsonFields fields) {
    return !fields.has("chosen") && !fields.has("rejected") && ordered(fields).isPresent();
  }

  private static Optional<List<String>> ordered(JsonFields fields) {
    return ORDERED.stream().filter(fields.columns()::containsAll).findFirst();
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
    fields.repeatsLists(); // such as the scores of all responses that the two were chosen from
    if (!isOrdered(fields)) {
      return named(fields);
    }
    List<String> names = ordered(fields).orElseThrow();
    return named(fields.renamed("chosen", names.get(0)).renamed("rejected", names.get(1)));
  }

  private static Pair named(JsonFields fields) {
    if (isTranscript(fields, "chosen") && isTranscript(fields, "rejected")) {
      // UltraFeedback's pairs repeat the chosen dialogue, and the question it begins with.
      fields.repeats(List.of("prompt", "messages", "question")::contains);
      Demonstration chosen = MessagesParser.lastReply(fields, "chosen");
      Pair pair = joined(fields, chosen, MessagesParser.lastReply(fields, "rejected"));
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
      return joined(
          fields, HhTranscript.splitAtLastReply(chosen), HhTranscript.splitAtLastReply(rejected));
    }
    requireNoQuestion(fields);
    return sharedBeginning(fields, chosen, rejected);
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

  /** Returns the name of a role's column, which the user knows. */
  private static String name(JsonFields fields, String role) {
    return fields.pathOf(role).substring(fields.path().length() + 1);
  }

  /** Returns the pair of two last replies to one dialogue, which the roles' columns hold. */
  static Pair joined(JsonFields fields, Demonstration chosen, Demonstration rejected) {
    if (!chosen.prompt().equals(rejected.prompt())) {
      throw InvalidInputException.of(
          "%s and %s do not share their prompt: before the last reply they differ from character"
              + " %d on, %s against %s; replies to different dialogues cannot be compared, so leave"
              + " out the row, or cut both to their first replies",
          name(fields, "chosen"),
          name(fields, "rejected"),
          difference(chosen.prompt(), rejected.prompt()) + 1,
          from(chosen.prompt(), rejected.prompt()),
          from(rejected.prompt(), chosen.prompt()));
    }
    InvalidInputException.unless(
        !chosen.prompt().isBlank(),
        "%s and %s hold a reply but no prompt before it",
        name(fields, "chosen"),
        name(fields, "rejected"));
    return new Pair(chosen.prompt(), chosen.response(), rejected.response());
  }

  /** Removes the prompt from both transcripts in files that also give it in a column. */
  private static Pair bare(String prompt, String chosen, String rejected) {
    boolean repeated =
        HhTranscript.looksLike(prompt) && chosen.startsWith(prompt) && rejected.startsWith(prompt);
    int from = repeated ? prompt.length() : 0;
    return new Pair(prompt, chosen.substring(from), rejected.substring(from));
  }

  private static Pair sharedBeginning(JsonFields fields, String chosen, String rejected) {
    String better = name(fields, "chosen");
    String worse = name(fields, "rejected");
    InvalidInputException.unless(
        !chosen.equals(rejected),
        "%s and %s are the same text %s, so their prompt cannot be found; add a prompt column",
        better,
        worse,
        TextChecks.quoted(chosen));
    int cut = difference(chosen, rejected);
    while (cut > 0 && !startsWord(chosen, cut) && !startsWord(rejected, cut)) {
      cut--;
    }
    InvalidInputException.unless(
        !chosen.substring(0, cut).isBlank(),
        "there is no prompt, and %s %s and %s %s do not begin with the same words; add a prompt"
            + " column",
        better,
        TextChecks.quoted(chosen),
        worse,
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
