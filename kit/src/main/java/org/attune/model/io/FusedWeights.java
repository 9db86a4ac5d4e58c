package org.attune.model.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.attune.model.LlamaConfig;
import org.attune.model.Weights;
import org.attune.util.InvalidInputException;

/**
 * Maps a decoder's weight names to those of a file, which may store several matrices as one, such
 * as Phi-3's queries, keys and values.
 */
final class FusedWeights {
  private final Map<String, long[]> shapes;
  private final Map<String, Whole> wholes = new LinkedHashMap<>(); // by the name of a part

  private record Whole(String name, List<String> parts, long first) {}

  /**
   * Makes the mapping.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  FusedWeights(LlamaConfig config, Map<String, long[]> shapes) {
    this.shapes = shapes;
    for (int layer = 0; layer < config.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      config
          .architecture()
          .fused()
          .forEach(
              (whole, parts) -> {
                List<String> named = parts.stream().map(part -> at + part).toList();
                long first = 0;
                for (String part : named) {
                  wholes.put(part, new Whole(at + whole, named, first));
                  first += shapes.get(part)[0];
                }
              });
    }
  }

  /** Returns the names and shapes that a file must have. */
  Map<String, long[]> stored() {
    Map<String, long[]> stored = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          Whole whole = wholes.get(name);
          if (whole == null) {
            stored.put(name, shape);
          } else {
            long[] sum = {0, shape[1]};
            whole.parts().forEach(part -> sum[0] += shapes.get(part)[0]);
            stored.put(whole.name(), sum);
          }
        });
    return stored;
  }

  /** Checks that a file has all required tensors in the right shapes. */
  void check(WeightFiles files, String where) {
    stored()
        .forEach(
            (name, shape) -> {
              InvalidInputException.unless(
                  files.has(name),
                  "%s: the weights '%s' are missing, but config.json describes a model that has"
                      + " them.",
                  where,
                  name);
              InvalidInputException.unless(
                  Arrays.equals(files.shape(name), shape),
                  "%s: the weights '%s' have shape %s, but config.json asks for %s.",
                  where,
                  name,
                  Arrays.toString(files.shape(name)),
                  Arrays.toString(shape));
            });
  }

  /** Reads the weights of a decoder's name. */
  void read(WeightFiles files, String name, Weights.Piece next) {
    Whole whole = wholes.get(name);
    if (whole == null) {
      files.read(name, next);
    } else {
      files.rows(whole.name(), whole.first(), shapes.get(name)[0], next);
    }
  }

  /** Returns the tensors to write, given a function that fetches weights by the decoder's names. */
  List<SafeTensors.Pending> pending(Function<String, float[]> fetch) {
    Map<String, long[]> stored = stored();
    List<SafeTensors.Pending> pending = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String name : shapes.keySet()) {
      Whole whole = wholes.get(name);
      String file = whole == null ? name : whole.name();
      List<String> parts = whole == null ? List.of(name) : whole.parts();
      if (done.add(file)) {
        pending.add(new SafeTensors.Pending(file, stored.get(file), () -> joined(parts, fetch)));
      }
    }
    return pending;
  }

  private static float[] joined(List<String> parts, Function<String, float[]> fetch) {
    List<float[]> all = parts.stream().map(fetch).toList();
    if (all.size() == 1) {
      return all.get(0);
    }
    float[] joined = new float[all.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : all) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
