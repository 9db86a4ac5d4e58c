package org.attune.world;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.data.Pair;

/**
 * Writes the bundled data folder: training and test pairs, prompts to evaluate and to tune on, and
 * the card that describes them. The same code gives the same bytes on every machine.
 *
 * <p>Run it from the kit's folder with {@code ../datasets/world} as its only argument.
 */
public final class WriteWorld {
  /** The seed of all files. */
  public static final long SEED = 20260101;

  private static final int TRAIN_PAIRS = 3_200;
  private static final int TEST_PAIRS = 800;
  private static final int PROMPTS = 300;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private WriteWorld() {}

  /** Writes the data into the folder that the first argument names. */
  public static void main(String[] args) {
    write(Path.of(args[0]));
  }

  /** Writes all files, the card last, each atomically. */
  public static void write(Path folder) {
    Map<String, String> files = files();
    files.forEach((name, text) -> WorldFiles.write(folder.resolve(name), text));
    WorldFiles.write(folder.resolve("README.md"), new WorldCard(World.standard(), files).text());
  }

  /** Returns the text of every data file by its name. */
  public static Map<String, String> files() {
    World world = World.standard();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("train.jsonl", lines(world.pairs(TRAIN_PAIRS, SEED)));
    files.put("test.jsonl", lines(world.testPairs(TEST_PAIRS, SEED)));
    List<Row> test = new ArrayList<>(rows(world, world.prompts(PROMPTS, SEED), "seen"));
    test.addAll(rows(world, world.heldOutPrompts(PROMPTS, SEED), "unseen"));
    files.put("prompts.jsonl", lines(test));
    files.put("tune.jsonl", lines(rows(world, world.tunePrompts(PROMPTS, SEED), "seen")));
    return files;
  }

  /** One line of a file of prompts. */
  record Row(String prompt, String combination, String topic, String intent) {}

  private static List<Row> rows(World world, List<String> prompts, String combination) {
    return prompts.stream()
        .map(
            prompt -> {
              TopicIntent about = world.golden().understand(prompt).orElseThrow().combination();
              return new Row(prompt, combination, about.topic(), about.intent());
            })
        .toList();
  }

  private static String lines(List<?> rows) {
    return rows.stream().map(row -> GSON.toJson(row) + "\n").collect(Collectors.joining());
  }

  /** Reads pairs back from the lines of a file. */
  static List<Pair> pairs(String text) {
    return text.lines().map(line -> GSON.fromJson(line, Pair.class)).toList();
  }
}
