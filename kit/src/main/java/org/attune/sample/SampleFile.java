package org.attune.sample;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.attune.util.InvalidInputException;

/**
 * Cached samples as JSON Lines: the first line holds their key and the hash of the rest, each
 * following line one candidate of a prompt.
 */
final class SampleFile {
  private static final int FORMAT = 1;

  private SampleFile() {}

  static String text(SampleKey key, List<List<Candidate>> samples) {
    StringBuilder body = new StringBuilder();
    for (int prompt = 0; prompt < samples.size(); prompt++) {
      for (Candidate candidate : samples.get(prompt)) {
        body.append(line(prompt, candidate)).append('\n');
      }
    }
    JsonObject head = new JsonObject();
    head.addProperty("attune samples", FORMAT);
    head.addProperty("key", key.toString());
    head.addProperty("sha256", SampleKey.sha(body.toString()));
    return head + "\n" + body;
  }

  private static JsonObject line(int prompt, Candidate candidate) {
    JsonObject line = new JsonObject();
    line.addProperty("prompt", prompt);
    line.addProperty("response", candidate.text());
    JsonArray ids = new JsonArray();
    candidate.ids().forEach(ids::add);
    line.add("ids", ids);
    JsonArray logProbs = new JsonArray();
    candidate.logProbs().forEach(logProbs::add);
    line.add("log_probs", logProbs);
    return line;
  }

  /** Returns the samples of a text that matches the key and is complete; others are rejected. */
  static List<List<Candidate>> parse(SampleKey key, String text) {
    int end = text.indexOf('\n');
    InvalidInputException.unless(end >= 0, "The file is cut off.");
    JsonObject head = JsonParser.parseString(text.substring(0, end)).getAsJsonObject();
    String body = text.substring(end + 1);
    InvalidInputException.unless(
        head.get("attune samples").getAsInt() == FORMAT
            && head.get("key").getAsString().equals(key.toString())
            && head.get("sha256").getAsString().equals(SampleKey.sha(body)),
        "The file belongs to something else or is not whole.");
    List<List<Candidate>> samples = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      samples.add(new ArrayList<>());
    }
    body.lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .forEach(line -> samples.get(line.get("prompt").getAsInt()).add(candidate(line)));
    return samples.stream().map(List::copyOf).toList();
  }

  private static Candidate candidate(JsonObject line) {
    return new Candidate(
        line.get("response").getAsString(),
        elements(line.get("ids")).stream().map(JsonElement::getAsInt).toList(),
        elements(line.get("log_probs")).stream().map(JsonElement::getAsDouble).toList());
  }

  private static List<JsonElement> elements(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).toList();
  }
}
