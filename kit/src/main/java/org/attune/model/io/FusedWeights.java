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
import org.attune.model.family.Architecture;
import org.attune.model.family.Families;
import org.attune.model.family.FileNames;
import org.attune.util.InvalidInputException;

/** Reads and writes a decoder's weights under the {@link FusedNames} of a file. */
final class FusedWeights {
  private final Map<String, long[]> shapes;
  private final FusedNames names;
  private final Map<String, long[]> stored;

  /**
   * Makes the mapping.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  FusedWeights(LlamaConfig config, Map<String, long[]> shapes) {
    this(config, config.architecture().names(), shapes);
  }

  /**
   * Makes the mapping to other names than those of the model's folder.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  FusedWeights(LlamaConfig config, FileNames file, Map<String, long[]> shapes) {
    this.shapes = shapes;
    this.names = new FusedNames(config, file, shapes);
    this.stored = names.stored();
  }

  /**
   * Makes the mapping to those names that a file has, of those that its family may have; to the
   * usual ones if it has neither.
   */
  static FusedWeights of(LlamaConfig config, Map<String, long[]> shapes, Set<String> there) {
    Architecture architecture = config.architecture();
    return Families.named(architecture.modelType()).otherNames(architecture).stream()
        .map(names -> new FusedWeights(config, names, shapes))
        .filter(other -> there.containsAll(other.stored().keySet()))
        .findFirst()
        .orElseGet(() -> new FusedWeights(config, shapes));
  }

  /** Returns the names and shapes that a file must have. */
  Map<String, long[]> stored() {
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
  void read(WeightFiles files, String name, WeightReader.Piece next) {
    FusedNames.Whole whole = names.whole(name);
    if (whole.transposed()) {
      float[] all = files.read(whole.name()).values();
      TransposedMatrix.rows(all, whole.first(), shapes.get(name), next);
      return;
    }
    long rows = shapes.get(name)[0] / whole.groups();
    long values = Arrays.stream(shapes.get(name)).reduce(1, (a, b) -> a * b) / whole.groups();
    long group = stored().get(whole.name())[0] / whole.groups();
    long row = values / rows;
    for (int i = 0; i < whole.groups(); i++) {
      long before = i * values;
      files.part(
          whole.name(),
          (i * group + whole.first()) * row,
          rows * row,
          (numbers, count, type, first) -> next.take(numbers, count, type, before + first));
    }
  }

  /** Returns the tensors to write, given a function that fetches weights by the decoder's names. */
  List<SafeTensors.Pending> pending(Function<String, float[]> fetch) {
    List<SafeTensors.Pending> pending = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String name : shapes.keySet()) {
      FusedNames.Whole whole = names.whole(name);
      String file = whole.name();
      if (done.add(file)) {
        pending.add(new SafeTensors.Pending(file, stored.get(file), () -> whole(whole, fetch)));
      }
    }
    return pending;
  }

  private float[] whole(FusedNames.Whole whole, Function<String, float[]> fetch) {
    float[] joined = joined(whole, fetch);
    long columns = stored.get(whole.name())[0];
    return whole.transposed() ? TransposedMatrix.of(joined, (int) columns) : joined;
  }

  private static float[] joined(FusedNames.Whole whole, Function<String, float[]> fetch) {
    List<float[]> all = whole.parts().stream().map(fetch).toList();
    if (all.size() == 1) {
      return all.get(0);
    }
    float[] joined = new float[all.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (int group = 0; group < whole.groups(); group++) {
      for (float[] part : all) {
        int size = part.length / whole.groups();
        System.arraycopy(part, group * size, joined, at, size);
        at += size;
      }
    }
    return joined;
  }
}
