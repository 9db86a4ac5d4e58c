package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;

/**
 * Reads a tree of OpenAssistant's conversations: a ranking of the replies to each question that has
 * several ranked ones. Rank 0 is the best; replies that nobody ranked are not compared.
 */
final class OasstTree {
  private final List<Ranking> rankings = new ArrayList<>();

  private OasstTree() {}

  static boolean has(JsonFields fields) {
    return fields.peek("prompt") instanceof JsonObject root
        && root.keySet().containsAll(Set.of("text", "role", "replies"));
  }

  static List<Ranking> read(JsonFields fields) {
    OasstTree tree = new OasstTree();
    String at = fields.pathOf("prompt");
    tree.add(fields.child(fields.peek("prompt"), at), List.of());
    InvalidInputException.unless(
        !tree.rankings.isEmpty(),
        "%s is a tree in which no question has two ranked replies; leave it out",
        at);
    return tree.rankings;
  }

  /** Adds the rankings at a message and below. */
  private void add(JsonFields message, List<Turn> before) {
    List<Turn> turns = new ArrayList<>(before);
    turns.add(MessagesParser.turn(message, "text"));
    List<JsonFields> replies = replies(message);
    List<JsonFields> ranked =
        replies.stream().filter(reply -> reply.column("rank").isPresent()).toList();
    if (turns.get(turns.size() - 1).speaker() == Speaker.HUMAN && ranked.size() > 1) {
      rankings.add(
          Ranking.sorted(
              new HhTranscript("", turns).prompt(),
              ranked.stream().map(reply -> " " + reply.columnText("text")).toList(),
              ranked.stream().map(reply -> 0.0 - reply.columnNumber("rank")).toList()));
    }
    replies.forEach(reply -> add(reply, turns));
  }

  private static List<JsonFields> replies(JsonFields message) {
    String at = message.path() + ".replies";
    JsonElement given = message.column("replies").orElse(new JsonArray());
    if (!(given instanceof JsonArray list)) {
      throw JsonValues.expected("a list", given, at);
    }
    List<JsonFields> replies = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      replies.add(message.child(list.get(i), at + "[" + i + "]"));
    }
    return replies;
  }
}
