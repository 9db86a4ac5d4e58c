package org.attune.model.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.attune.model.FusedNames;
import org.attune.model.LlamaConfig;
import org.attune.model.WeightReader;
import org.attune.util.InvalidInputException;

/** Reads and writes a decoder's weights under the {@link FusedNames} of a file. */
final class FusedWeights {
  private final Map<String, long[]> shapes;
  private final FusedNames names;

  /**
   * Makes the mapping.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  FusedWeights(LlamaConfig config, Map<String, long[]> shapes) {
    this.shapes = shapes;
    this.names = new FusedNames(config, shapes);
  }

  /** Returns the names and shapes that a file must have. */
  Map<String, long[]> stored() {
    return names.stored();
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
  void read(WeightFiles files, String name, WeightReader.Piece next) {
    FusedNames.Whole whole = names.whole(name).orElse(null);
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
      FusedNames.Whole whole = names.whole(name).orElse(null);
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
