package org.attune.judge;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.data.chat.ChatMessage;
import org.attune.util.InvalidInputException;

/**
 * Asks for the reply of another protocol as one JSON object, and reads it; a reply that is none is
 * read as the other protocol reads text.
 *
 * @param whole the other protocol
 * @param maxTokens limit of a reply, into which explanation and scores must fit
 */
record StructuredProtocol(JudgeProtocol whole, int maxTokens) implements JudgeProtocol {
  private static final int TOKENS_PER_FIELD = 16;
  private static final int LETTERS_PER_TOKEN = 2; // Few, so that the scores are not cut off.
  private static final int SHORTEST = 40;
  private static final int LONGEST = 1000; // llama.cpp allows no more than 2,000.

  private static final String TASK =
      "\n\nWrite all this as one JSON object in place of such lines, and nothing else:\n";

  @Override
  public String name() {
    return whole.name() + ", as JSON";
  }

  @Override
  public boolean comparesOnly() {
    return whole.comparesOnly();
  }

  @Override
  public Optional<ReplySchema> schema(Question question) {
    ReplySchema schema =
        whole
            .schema(question)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        String.format(
                            "The protocol '%s' has no JSON schema; override its schema(question),"
                                + " or judge without structured outputs.",
                            whole.name())));
    return Optional.of(letters(schema) < SHORTEST ? schema.withoutExplanation() : schema);
  }

  private int letters(ReplySchema schema) {
    int left = maxTokens - TOKENS_PER_FIELD * (schema.size() + 1);
    return Math.min(LONGEST, LETTERS_PER_TOKEN * left);
  }

  /** Returns the JSON schema of a reply. */
  String json(Question question) {
    ReplySchema schema = schema(question).orElseThrow();
    return schema.json(letters(schema)).toString();
  }

  @Override
  public List<List<ChatMessage>> requests(Question question, long seed) {
    String task = TASK + schema(question).orElseThrow().form();
    return whole.requests(question, seed).stream()
        .map(messages -> BriefProtocol.added(messages, task))
        .toList();
  }

  @Override
  public Judgement read(Question question, long seed, List<String> replies) {
    ReplySchema schema = schema(question).orElseThrow();
    List<String> lines = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String reply : replies) {
      Optional<JsonObject> object = schema.parse(reply);
      lines.add(object.map(schema::lines).orElse(reply));
      words.add(object.flatMap(ReplySchema::explanation).orElse(reply));
    }
    return new Judgement(whole.read(question, seed, lines).scores(), String.join("\n\n", words));
  }

  @Override
  public String toString() {
    return name();
  }
}
