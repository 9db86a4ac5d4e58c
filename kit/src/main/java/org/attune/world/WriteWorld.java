package org.attune.world;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.data.Pair;

/**
 * Writes the bundled data folder: provided pairs, prompts to evaluate and to tune on, and the card
 * that describes them. The same code gives the same text on every machine.
 *
 * <p>The training and test pairs are samples of the bundled start, which {@code attune pretrain}
 * draws; they must be in the folder already.
 *
 * <p>Run it from the kit's folder with {@code ../datasets/world} as its only argument.
 */
public final class WriteWorld {
  private static final int PROVIDED_PAIRS = 3_200;
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
    WorldFiles.SAMPLED.forEach(name -> files.put(name, WorldFiles.read(folder.resolve(name))));
    WorldFiles.write(folder.resolve("README.md"), new WorldCard(World.standard(), files).text());
  }

  /** Writes pairs as one of the {@link WorldFiles#SAMPLED} files of a folder. */
  public static void writeSampled(Path folder, String name, List<Pair> pairs) {
    WorldFiles.write(folder.resolve(name), pairLines(pairs));
  }

  /** Returns the text of every data file that the world determines, by its name. */
  public static Map<String, String> files() {
    World world = World.standard();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("provided.jsonl.gz", pairLines(world.pairs(PROVIDED_PAIRS, WorldFiles.SEED)));
    files.put("prompts.jsonl", lines(rows(world, world.prompts(PROMPTS, WorldFiles.SEED), "seen")));
    files.put(
        "unseen.jsonl",
        lines(rows(world, world.heldOutPrompts(PROMPTS, WorldFiles.SEED), "unseen")));
    files.put(
        "tune.jsonl", lines(rows(world, world.tunePrompts(PROMPTS, WorldFiles.SEED), "seen")));
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

  /** One line of a file of pairs, which have no margins. */
  private record PairLine(String prompt, String chosen, String rejected) {}

  private static String pairLines(List<Pair> pairs) {
    return lines(
        pairs.stream()
            .map(pair -> new PairLine(pair.prompt(), pair.chosen(), pair.rejected()))
            .toList());
  }

  private static String lines(List<?> rows) {
    return rows.stream().map(row -> GSON.toJson(row) + "\n").collect(Collectors.joining());
  }
}
