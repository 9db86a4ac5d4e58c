package org.attune.reward;

import it.unimi.dsi.fastutil.longs.Long2DoubleMap;
import it.unimi.dsi.fastutil.longs.Long2DoubleOpenHashMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.cluster.Portable;
import org.attune.data.RecordFile;
import org.attune.util.AtomicFolder;
import org.attune.util.InvalidInputException;
import org.attune.util.Sha256;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A linear reward over words: it trains in seconds, labels thousands of responses per second, and
 * is interpretable.
 *
 * <p>The learned {@link #weights} show which words, bigrams, and words of the prompt combined with
 * words of the response ({@code asked → said}) raise the reward.
 */
public final class LinearReward implements Reward, Portable {
  private static final long serialVersionUID = 1;

  /** The name of the file in a linear reward's folder. */
  static final String FILE = "linear-reward.json";

  private final Map<String, Double> weights;
  private final LinearFeatures features = new LinearFeatures();
  private final Long2DoubleMap byFeature = new Long2DoubleOpenHashMap();
  private final int pairs;
  private final double seconds;

  private record Content(int pairs, double seconds, Map<String, Double> weights) {
    Content {
      InvalidInputException.unless(
          pairs >= 0 && seconds >= 0, "there are negative pairs or seconds");
      weights.forEach(
          (name, weight) ->
              InvalidInputException.unless(
                  Double.isFinite(weight), "the weight of '%s' is %s", name, weight));
    }
  }

  LinearReward(Map<String, Double> weights, int pairs, double seconds) {
    this.weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    this.pairs = pairs;
    this.seconds = seconds;
    weights.forEach((name, weight) -> byFeature.put(features.feature(name), weight.doubleValue()));
  }

  @Override
  public Parts parts() {
    return new LinearParts(new LinkedHashMap<>(weights), pairs, seconds);
  }

  private record LinearParts(Map<String, Double> weights, int pairs, double seconds)
      implements Parts {
    @Override
    public Object whole() {
      return new LinearReward(weights, pairs, seconds);
    }
  }

  /** Returns whether a folder holds a linear reward. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Loads a folder that {@link #save} wrote. */
  public static LinearReward load(Path folder) {
    Path file = folder.resolve(FILE);
    InvalidInputException.unless(
        Files.isRegularFile(file),
        "%s: there is no linear reward here; name a folder that holds %s.",
        folder,
        FILE);
    Content content = RecordFile.read(file, Content.class, "train the linear reward again");
    return new LinearReward(content.weights(), content.pairs(), content.seconds());
  }

  /** Writes a new folder; never over an existing one. */
  public Path save(Path folder) {
    try {
      AtomicFolder.create(
          folder,
          part ->
              UninterruptibleFiles.write(
                  part.resolve(FILE), RecordFile.line(new Content(pairs, seconds, weights))));
      return folder;
    } catch (IOException e) {
      throw new WriteFailure(folder, "the reward cannot be saved there", e);
    }
  }

  @Override
  public double score(String prompt, String response) {
    return features.sum(prompt, response, byFeature);
  }

  /** Returns all features with their weights, largest first. */
  public Table weights() {
    List<Map.Entry<String, Double>> sorted =
        weights.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    (Map.Entry<String, Double> entry) -> -Math.abs(entry.getValue())))
            .toList();
    return Table.create(
        "weights",
        StringColumn.create("feature", sorted.stream().map(Map.Entry::getKey)),
        DoubleColumn.create("weight", sorted.stream().map(Map.Entry::getValue).toList()));
  }

  /** Returns a hash of all weights. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    weights.forEach(
        (name, weight) ->
            text.append(name).append(' ').append(Double.doubleToLongBits(weight)).append('\n'));
    return Sha256.of(text.toString()).substring(0, 16);
  }

  @Override
  public double trainingSeconds() {
    return seconds;
  }

  @Override
  public String toString() {
    return String.format("LinearReward(%d pairs, %d weights)", pairs, weights.size());
  }
}
