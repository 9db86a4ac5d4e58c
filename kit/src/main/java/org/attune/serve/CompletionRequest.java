package org.attune.serve;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;

/**
 * What a request of OpenAI's API asks for, apart from its prompts.
 *
 * @param count how many answers each prompt gets
 * @param maxTokens how many tokens are sampled at most; nothing where the request does not say
 * @param decoding how answers are sampled
 * @param scores how log-probabilities are returned, if at all
 * @param echo whether a completion begins with its prompt
 * @param stream whether the answer is sent in pieces
 * @param usage whether the last piece counts tokens
 */
record CompletionRequest(
    int count,
    OptionalInt maxTokens,
    GenerationConfig decoding,
    LogprobRequest scores,
    boolean echo,
    boolean stream,
    boolean usage) {
  private static final int MOST_ANSWERS = 64;
  private static final int LONGEST = 1 << 20;

  /** Parses a request; its policy's decoding holds where it says nothing. */
  static CompletionRequest parse(JsonObject json, boolean chat, GenerationConfig usual) {
    int count = RequestFields.whole(json, "n", 1, MOST_ANSWERS, 1);
    requireText(json.get("response_format"));
    JsonElement options = json.get("stream_options");
    boolean usage =
        options != null
            && options.isJsonObject()
            && RequestFields.flag(options.getAsJsonObject(), "include_usage");
    boolean echo = !chat && RequestFields.flag(json, "echo");
    OptionalInt most = maxTokens(json, echo ? 0 : 1);
    return new CompletionRequest(
        count,
        most,
        decoding(json, usual).maxTokens(Math.max(1, most.orElse(usual.maxTokens()))),
        LogprobRequest.parse(json, chat),
        echo,
        RequestFields.flag(json, "stream"),
        usage);
  }

  private static OptionalInt maxTokens(JsonObject json, int least) {
    String name =
        RequestFields.has(json, "max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    return RequestFields.has(json, name)
        ? OptionalInt.of(RequestFields.whole(json, name, least, LONGEST, 1))
        : OptionalInt.empty();
  }

  /** Returns the prompts, each repeated for as many answers as are asked for. */
  <T> List<T> repeated(List<T> prompts) {
    long answers = (long) prompts.size() * count;
    // Scoring prompts is much faster than sampling answers.
    int most = isScoring() ? RawPrompts.MOST : MOST_ANSWERS;
    InvalidInputException.unless(
        answers <= most, "The request asks for %d answers; the maximum is %d.", answers, most);
    List<T> all = new ArrayList<>();
    prompts.forEach(prompt -> all.addAll(Collections.nCopies(count, prompt)));
    return all;
  }

  /** Returns whether one pass over the prompts gives all that is asked for. */
  boolean isScoring() {
    int most = maxTokens.orElse(LONGEST);
    boolean greedy = decoding.temperature() == 0 && decoding.markers().isEmpty();
    return echo && (most == 0 || (most == 1 && greedy));
  }

  /** A schema that is ignored in silence would be worse than one that is refused. */
  private static void requireText(JsonElement format) {
    boolean text =
        format == null
            || format.isJsonNull()
            || (format.isJsonObject()
                && new JsonPrimitive("text").equals(format.getAsJsonObject().get("type")));
    InvalidInputException.unless(
        text,
        "This server returns plain text only: response_format must be {\"type\": \"text\"}, got"
            + " %s.",
        format);
  }

  private static GenerationConfig decoding(JsonObject json, GenerationConfig usual) {
    double temperature =
        RequestFields.number(json, "temperature", 0, 100).orElse(usual.temperature());
    double seed =
        RequestFields.number(json, "seed", -1e15, 1e15)
            .orElse(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    double topP = RequestFields.number(json, "top_p", 1e-6, 1).orElse(usual.topP());
    int topK = RequestFields.whole(json, "top_k", 0, 1 << 20, usual.topK());
    List<String> stop =
        RequestFields.has(json, "stop") ? RequestFields.texts(json, "stop") : usual.markers();
    return new GenerationConfig(temperature, topK, topP, usual.maxTokens(), (long) seed, stop);
  }
}
