package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.Policy;
import org.attune.sample.FolderDecoding;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;

/**
 * The policies of a server, each with a name of its own.
 *
 * @param all at least one
 */
record ServedPolicies(List<Policy> all) {
  ServedPolicies {
    all = List.copyOf(all);
    InvalidInputException.unless(!all.isEmpty(), "There is no policy to serve.");
    Set<String> names = new HashSet<>();
    for (Policy policy : all) {
      InvalidInputException.unless(
          names.add(policy.name()),
          "Two policies are called '%s'; give one of them another name with named(…).",
          policy.name());
    }
  }

  /**
   * Returns the policy that a request names, asked for the request's score if it has one. The only
   * policy answers whatever name a request has, since clients of other servers often send theirs.
   */
  Policy requested(JsonObject request) {
    Policy policy = all.size() == 1 ? all.get(0) : named(request.get("model"));
    JsonElement score = request.get("score");
    if (score == null || score.isJsonNull()) {
      return policy;
    }
    InvalidInputException.unless(
        score instanceof JsonPrimitive primitive && primitive.isNumber(),
        "'score' must be a number, got %s.",
        score);
    InvalidInputException.unless(
        policy.layout().conditional(),
        "'score' is for policies that were aligned with ca, and %s was not.",
        policy.name());
    return policy.conditionedOn(score.getAsDouble());
  }

  private Policy named(JsonElement model) {
    String wanted =
        model instanceof JsonPrimitive primitive ? primitive.getAsString() : "no 'model'";
    return all.stream()
        .filter(policy -> policy.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "This server has the models "
                        + names()
                        + "; the request must name one of them as 'model', got "
                        + wanted
                        + "."));
  }

  /**
   * Returns how a policy answers where a request says nothing: as the folder of its model asks for
   * if that samples, and by the policy's own probabilities otherwise.
   */
  static GenerationConfig decoding(Policy policy) {
    GenerationConfig own = FolderDecoding.of(policy.model()).decoding();
    return own.temperature() > 0 ? own : GenerationConfig.temperature(1).maxTokens(own.maxTokens());
  }

  /** Returns the reply that lists the models, with the defaults of each. */
  JsonObject list() {
    JsonArray data = new JsonArray();
    all.forEach(policy -> data.add(described(policy)));
    JsonObject reply = new JsonObject();
    reply.addProperty("object", "list");
    reply.add("data", data);
    return reply;
  }

  /** Returns the reply on the model of a name, if there is one. */
  Optional<JsonObject> described(String name) {
    return all.stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .map(ServedPolicies::described);
  }

  private static JsonObject described(Policy policy) {
    GenerationConfig decoding = decoding(policy);
    JsonObject model = new JsonObject();
    model.addProperty("id", policy.name());
    model.addProperty("object", "model");
    model.addProperty("created", 0);
    model.addProperty("owned_by", "attune");
    model.addProperty("max_model_len", policy.model().config().context());
    if (policy.layout().conditional()) {
      model.addProperty("score", policy.layout().asked());
    }
    model.addProperty("temperature", decoding.temperature());
    model.addProperty("top_p", decoding.topP());
    model.addProperty("max_tokens", decoding.maxTokens());
    return model;
  }

  /** Returns the names, one after the other. */
  String names() {
    return all.stream().map(Policy::name).collect(Collectors.joining(", "));
  }
}
