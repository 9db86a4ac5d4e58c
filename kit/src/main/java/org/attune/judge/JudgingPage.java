package org.attune.judge;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.attune.util.InvalidInputException;
import org.attune.util.Sha256;

/**
 * A page on which people judge answers without knowing whose they are: two side by side, or more by
 * ranking.
 *
 * <p>It is one file that works without a network, by keyboard and with a screen reader, and saves
 * as one goes. People export a file of votes; {@link PeopleVotes} reads it with the {@link #key},
 * which the page does not hold.
 *
 * @param html the page, to be sent to people
 * @param key which system gave which answer, not to be sent
 */
public record JudgingPage(String html, String key) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Rejects a number of systems that people cannot compare on a page. */
  public static void requireComparable(int systems) {
    InvalidInputException.unless(
        systems > 1 && systems < 10,
        "People can compare 2 to 9 systems on a page, got %d; name them with --model and"
            + " --answers.",
        systems);
  }

  /**
   * Creates the page and its key.
   *
   * @param seed decides the order of the answers to each prompt
   */
  public static JudgingPage of(PromptSet prompts, List<SystemAnswers> systems, long seed) {
    requireComparable(systems.size());
    JsonArray shown = new JsonArray();
    JsonArray orders = new JsonArray();
    for (PromptSet.Item item : prompts.items()) {
      List<Integer> order = AnswerOrder.shuffled(systems.size(), seed(seed, item.id()));
      shown.add(shown(item, order, systems));
      JsonObject key = new JsonObject();
      key.addProperty("id", item.id());
      key.add("order", GSON.toJsonTree(order));
      orders.add(key);
    }
    String run = Sha256.of(seed + shown.toString()).substring(0, 16);
    JsonObject key = new JsonObject();
    key.addProperty("format", "attune-key");
    key.addProperty("run", run);
    key.add("systems", GSON.toJsonTree(systems.stream().map(SystemAnswers::name).toList()));
    key.add("items", orders);
    return new JudgingPage(template().replace("@DATA@", embedded(run, shown)), key + "\n");
  }

  /** Returns the data of the page; a text in it must not end the script element. */
  private static String embedded(String run, JsonArray shown) {
    JsonObject data = new JsonObject();
    data.addProperty("run", run);
    data.add("items", shown);
    return GSON.toJson(data).replace("<", "\\u003c").replace("\u2028", "\\u2028");
  }

  private static long seed(long seed, String id) {
    return Long.parseUnsignedLong(Sha256.of(seed + "\n" + id).substring(0, 16), 16);
  }

  private static JsonObject shown(
      PromptSet.Item item, List<Integer> order, List<SystemAnswers> systems) {
    JsonObject json = new JsonObject();
    json.addProperty("id", item.id());
    json.addProperty("prompt", String.join("\n\n", item.turns()));
    JsonArray answers = new JsonArray();
    for (int system : order) {
      answers.add(Conversations.shown(item.turns(), systems.get(system).to(item)));
    }
    json.add("answers", answers);
    return json;
  }

  private static String template() {
    try (InputStream in = JudgingPage.class.getResourceAsStream("judging.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The page for people cannot be read.", e);
    }
  }

  @Override
  public String toString() {
    return "JudgingPage(" + html.length() + " characters)";
  }
}
