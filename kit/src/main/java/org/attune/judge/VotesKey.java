package org.attune.judge;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.data.JsonValidator;
import org.attune.util.InvalidInputException;

/**
 * Which system gave which answer on a {@link JudgingPage}.
 *
 * @param run the page's identity, which its files of votes repeat
 * @param systems the systems' names
 * @param orders by prompt, the systems in the order in which they are shown
 */
record VotesKey(String run, List<String> systems, Map<String, List<Integer>> orders) {
  private static final int LARGEST = 1 << 26;

  static VotesKey read(Path file) {
    JsonObject json = JsonValidator.read(file, LARGEST);
    try {
      InvalidInputException.unless(
          JsonRows.text(json, "format").orElse("").equals("attune-key"),
          "%s: not the key of a page; give the key.json that was written with the page.",
          file);
      List<String> systems = new ArrayList<>();
      json.getAsJsonArray("systems").forEach(name -> systems.add(name.getAsString()));
      Map<String, List<Integer>> orders = new LinkedHashMap<>();
      for (JsonElement item : json.getAsJsonArray("items")) {
        JsonObject object = item.getAsJsonObject();
        String id = object.get("id").getAsString();
        orders.put(id, order(object, systems.size(), file + ": the order of '" + id + "'"));
      }
      return new VotesKey(json.get("run").getAsString(), systems, orders);
    } catch (NullPointerException
        | IllegalStateException
        | UnsupportedOperationException
        | ClassCastException
        | NumberFormatException e) {
      throw new InvalidInputException(file + ": a damaged key; write the page again.", e);
    }
  }

  private static List<Integer> order(JsonObject item, int systems, String what) {
    List<Integer> order = new ArrayList<>();
    item.getAsJsonArray("order").forEach(system -> order.add(system.getAsInt()));
    InvalidInputException.unless(
        order.stream().sorted().toList().equals(IntStream.range(0, systems).boxed().toList()),
        "%s does not name each of the %d systems once; write the page again.",
        what,
        systems);
    return order;
  }
}
