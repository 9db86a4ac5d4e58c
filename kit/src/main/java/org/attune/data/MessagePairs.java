package org.attune.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Reads pairs whose responses stand beside a list of messages: ms-swift's, a dialogue with a {@code
 * rejected_response} to its last question or with {@code rejected_messages}, and those of OpenAI's
 * preference fine-tuning, a {@code preferred_output} and a {@code non_preferred_output} to an
 * {@code input} of messages.
 */
final class MessagePairs {
  private static final String MESSAGES = "messages";
  private static final String REJECTED = "rejected_response";
  private static final String REJECTED_MESSAGES = "rejected_messages";
  private static final String INPUT = "input";
  private static final String PREFERRED = "preferred_output";
  private static final String OTHER = "non_preferred_output";

  private MessagePairs() {}

  static boolean has(JsonFields fields) {
    return isOutputs(fields)
        || hasBoth(fields, MESSAGES, REJECTED)
        || hasBoth(fields, MESSAGES, REJECTED_MESSAGES);
  }

  private static boolean isOutputs(JsonFields fields) {
    return hasBoth(fields, PREFERRED, OTHER)
        && fields.renamed("prompt", INPUT).peek("prompt") instanceof JsonObject input
        && input.has(MESSAGES);
  }

  private static boolean hasBoth(JsonFields fields, String one, String other) {
    return fields.columns().containsAll(Set.of(one, other));
  }

  static Pair read(JsonFields fields) {
    if (isOutputs(fields)) {
      return outputs(fields);
    }
    JsonFields named = fields.renamed("chosen", MESSAGES);
    if (fields.columns().contains(REJECTED_MESSAGES)) {
      return PairParser.read(named.renamed("rejected", REJECTED_MESSAGES));
    }
    Demonstration chosen = MessagesParser.lastReply(named, "chosen");
    InvalidInputException.unless(
        !chosen.prompt().isBlank(),
        "%s.%s holds a reply but nothing before it that asks for one",
        fields.path(),
        MESSAGES);
    String rejected = " " + fields.columnText(REJECTED); // as a reply begins in a dialogue
    return new Pair(Preludes.before(fields, chosen.prompt()), chosen.response(), rejected);
  }

  private static Pair outputs(JsonFields fields) {
    JsonElement input = fields.column(INPUT).orElseThrow();
    JsonFields asked = fields.child(input, fields.path() + "." + INPUT);
    return new Pair(
        PromptParser.read(asked.renamed("prompt", MESSAGES)),
        PromptParser.response(fields.renamed("chosen", PREFERRED), "chosen"),
        PromptParser.response(fields.renamed("rejected", OTHER), "rejected"));
  }
}
