package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Joins rows of single messages into trees, as {@link OasstTree} reads them: OpenAssistant's data
 * on the Hugging Face hub has a row for each message, with the id of its parent. Rows of one {@code
 * message_tree_id} follow each other; without that column the whole file is joined.
 */
final class MessageRows implements JsonSource {
  private static final String ID = "message_id";
  private static final String PARENT = "parent_id";
  private static final String TREE = "message_tree_id";
  private static final Set<String> COLUMNS = Set.of(ID, PARENT, "role", "text");

  private final JsonSource rows;
  private final Deque<JsonObject> trees = new ArrayDeque<>();
  private JsonObject following; // the first row of the next tree
  private String followingPlace;
  private String place;

  MessageRows(JsonSource rows) {
    this.rows = rows;
  }

  @Override
  public double share() {
    return rows.share();
  }

  @Override
  public boolean hasHeader() {
    return rows.hasHeader();
  }

  @Override
  public boolean advance() {
    if (!trees.isEmpty() || following != null) {
      return true;
    }
    boolean more = rows.advance();
    place = more ? rows.place() : place;
    return more;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Optional<JsonObject> object() {
    if (!trees.isEmpty()) {
      return Optional.of(trees.poll());
    }
    Optional<JsonObject> first = following == null ? rows.object() : Optional.of(following);
    place = following == null ? place : followingPlace;
    following = null;
    if (first.isEmpty() || !first.get().keySet().containsAll(COLUMNS)) {
      return first;
    }
    trees.addAll(joined(sameTree(first.get())));
    return Optional.of(trees.poll());
  }

  /** Returns the rows from one on that belong to its tree; the next one is kept for the next. */
  private List<JsonObject> sameTree(JsonObject first) {
    List<JsonObject> same = new ArrayList<>(List.of(first));
    while (following == null && rows.advance()) {
      Optional<JsonObject> next = row();
      if (next.isPresent() && tree(next.get()).equals(tree(first))) {
        same.add(next.get());
      } else if (next.isPresent()) {
        following = next.get();
        followingPlace = rows.place();
      }
    }
    return same;
  }

  private Optional<JsonObject> row() {
    try {
      return rows.object();
    } catch (InvalidInputException malformed) {
      place = rows.place();
      throw malformed;
    }
  }

  private static String tree(JsonObject row) {
    return text(row, TREE).orElse("");
  }

  private static Optional<String> text(JsonObject row, String column) {
    JsonElement value = row.get(column);
    return value == null || !value.isJsonPrimitive()
        ? Optional.empty()
        : Optional.of(value.getAsString());
  }

  private static List<JsonObject> joined(List<JsonObject> rows) {
    Map<String, JsonObject> messages = new LinkedHashMap<>();
    for (JsonObject row : rows) {
      String id =
          text(row, ID).orElseThrow(() -> new InvalidInputException("a row has no message_id"));
      row.add("replies", new JsonArray());
      InvalidInputException.unless(
          messages.put(id, row) == null, "two rows have the message_id %s", id);
    }
    List<JsonObject> trees = new ArrayList<>();
    for (JsonObject row : rows) {
      Optional<String> parent = text(row, PARENT);
      if (parent.isEmpty()) {
        JsonObject tree = new JsonObject();
        tree.add("prompt", row);
        trees.add(tree);
      } else {
        requireParent(messages, row, parent.get()).getAsJsonArray("replies").add(row);
      }
    }
    InvalidInputException.unless(
        !trees.isEmpty(), "no row of a tree of messages is without a parent_id, to be its root");
    return trees;
  }

  private static JsonObject requireParent(
      Map<String, JsonObject> messages, JsonObject row, String parent) {
    InvalidInputException.unless(
        messages.containsKey(parent),
        "the message %s answers %s, of which there is no row beside it; keep all rows of a"
            + " message_tree_id together",
        text(row, ID).orElse(""),
        parent);
    return messages.get(parent);
  }

  @Override
  public void close() {
    rows.close();
  }
}
