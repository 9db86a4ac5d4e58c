package org.attune.model.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.attune.data.JsonValidator;
import org.attune.util.InvalidInputException;

/**
 * The file that lists the shards of a large model's weights.
 *
 * <p>It may come from an untrusted source, so it may only name files in its own folder.
 */
final class ShardIndex {
  private static final int LARGEST = 64 << 20;

  /** A plain file name: no separators, no drive, not hidden, so that it stays in the folder. */
  private static final Pattern PLAIN = Pattern.compile("[\\w-][\\w. -]*");

  private ShardIndex() {}

  /** Returns the shards that an index names, sorted; all of them exist. */
  static List<Path> shards(Path index) {
    JsonElement map = JsonValidator.read(index, LARGEST).get("weight_map");
    InvalidInputException.unless(
        map != null && map.isJsonObject() && !map.getAsJsonObject().isEmpty(),
        "%s: the field 'weight_map' is missing or empty; it maps the weights to their shards.",
        index);
    TreeSet<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonElement> entry : map.getAsJsonObject().entrySet()) {
      names.add(name(entry.getKey(), entry.getValue(), index));
    }
    List<Path> shards = new ArrayList<>();
    for (String name : names) {
      Path shard = index.resolveSibling(name);
      InvalidInputException.unless(
          Files.isRegularFile(shard),
          "%s: the shard '%s' that the index names is missing.",
          index.toAbsolutePath().getParent(),
          name);
      shards.add(shard);
    }
    return shards;
  }

  private static String name(String weights, JsonElement shard, Path index) {
    InvalidInputException.unless(
        shard instanceof JsonPrimitive primitive && primitive.isString(),
        "%s: the shard of '%s' is %s; expected a file name.",
        index,
        weights,
        shard);
    String name = shard.getAsString();
    InvalidInputException.unless(
        PLAIN.matcher(name).matches(),
        "%s: the shard '%s' is not a plain file name; shards lie in the index's own folder.",
        index,
        name);
    return name;
  }
}
