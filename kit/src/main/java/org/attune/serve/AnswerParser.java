package org.attune.serve;

import com.google.gson.JsonObject;
import java.util.List;
import org.attune.Policy;
import org.attune.model.TokenDecoder;
import org.attune.util.InvalidInputException;

/** Reads what a request asks of its policy. */
final class AnswerParser {
  private AnswerParser() {}

  /** Reads the prompts of a request. */
  static Answers parse(Policy policy, JsonObject json, boolean chat, CompletionRequest request) {
    TokenDecoder texts = new TokenDecoder(policy.model().tokenizer());
    AnswerScores scores =
        new AnswerScores(policy.model(), new LogprobWriter(texts, request.scores(), chat));
    if (chat) {
      List<String> prompts = request.repeated(List.of(ChatPrompt.of(json)));
      return new ChatAnswers(policy, prompts, request, scores);
    }
    InvalidInputException.unless(
        !RequestFields.has(json, "score"),
        "'score' belongs to a policy's template, which /v1/completions leaves out; ask for it at"
            + " /v1/chat/completions.");
    List<RawPrompt> prompts = new RawPrompts(policy.model(), texts, json).of(json.get("prompt"));
    return new RawAnswers(policy, request.repeated(prompts), request, scores);
  }
}
