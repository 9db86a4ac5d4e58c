package org.attune.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.model.family.Experts;
import org.attune.model.family.FileNames;
import org.attune.model.family.ShortConvolution;

/**
 * The names that a file has for a decoder's weights: it may call them otherwise, and store several
 * matrices as one, such as Phi-3's queries, keys and values.
 */
public final class FusedNames {
  private final Map<String, long[]> shapes;
  private final Map<String, Whole> wholes = new LinkedHashMap<>(); // by the name of a part

  /**
   * What a file stores under one name.
   *
   * @param name its name in the file
   * @param parts the decoder's names of its parts
   * @param groups how many groups of rows it has, in each of which the parts follow each other
   * @param first the first row, in each group, of the part that was asked for
   * @param transposed whether the file has a column for each row of the parts
   */
  public record Whole(
      String name, List<String> parts, int groups, long first, boolean transposed) {}

  /**
   * Makes the mapping.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  public FusedNames(LlamaConfig config, Map<String, long[]> shapes) {
    this(config, config.architecture().names(), shapes);
  }

  /**
   * Makes the mapping to other names than those of the model's folder.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  public FusedNames(LlamaConfig config, FileNames names, Map<String, long[]> shapes) {
    this.shapes = shapes;
    int groups = groups(config, names);
    for (int layer = 0; layer < config.layers(); layer++) {
      String own = FileNames.OWN_BLOCKS + layer + ".";
      String file = names.blocks() + layer + ".";
      names
          .stacks()
          .forEach(
              (whole, parts) -> {
                List<String> named = parts.stream().map(part -> own + part).toList();
                if (shapes.containsKey(named.get(0))) {
                  boolean turned = names.transposed() && shapes.get(named.get(0)).length > 1;
                  stack(file + whole, named, named.size() > 1 ? groups : 1, turned);
                }
              });
    }
    for (String name : shapes.keySet()) {
      String file =
          name.startsWith(FileNames.OWN_BLOCKS)
              ? names.blocks() + name.substring(FileNames.OWN_BLOCKS.length())
              : names.outside(name);
      wholes.putIfAbsent(name, new Whole(file, List.of(name), 1, 0, false));
    }
  }

  private static int groups(LlamaConfig config, FileNames names) {
    return switch (names.turns()) {
      case NONE -> 1;
      case HEADS -> config.heads();
      case KEY_HEADS -> config.keyValueHeads();
      case FOUR -> 4;
    };
  }

  private void stack(String file, List<String> parts, int groups, boolean transposed) {
    long first = 0;
    for (String part : parts) {
      wholes.put(part, new Whole(file, parts, groups, first, transposed));
      first += shapes.get(part)[0] / groups;
    }
  }

  /** Returns the names and shapes that a file must have. */
  public Map<String, long[]> stored() {
    Map<String, long[]> stored = stacked();
    for (Whole whole : wholes.values()) {
      if (whole.first() == 0) {
        stored.computeIfPresent(whole.name(), (name, shape) -> stored(whole, shape));
      }
    }
    return stored;
  }

  /** Returns the shape in the file of what would have another in the decoder. */
  private static long[] stored(Whole whole, long[] shape) {
    String first = whole.parts().get(0);
    if (whole.transposed()) {
      return new long[] {shape[1], shape[0]};
    }
    if (first.endsWith("." + ShortConvolution.WEIGHTS)) {
      return new long[] {shape[0], 1, shape[1]};
    }
    boolean experts = whole.parts().size() > 1 && Experts.isExpert(first);
    long count = experts ? Experts.count(whole.parts()) : 1;
    return experts ? new long[] {count, shape[0] / count, shape[1]} : shape;
  }

  /** Returns the same names, and the shapes that the decoder would have for what they name. */
  Map<String, long[]> stacked() {
    Map<String, long[]> stacked = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          long[] sum = shape.clone();
          sum[0] = rows(name);
          stacked.put(stored(name), sum);
        });
    return stacked;
  }

  private long rows(String name) {
    return whole(name).parts().stream().mapToLong(part -> shapes.get(part)[0]).sum();
  }

  /** Returns the name that a file has for the weights of a decoder's name. */
  public String stored(String name) {
    return whole(name).name();
  }

  /** Returns what a file stores that holds the weights of a decoder's name. */
  public Whole whole(String name) {
    return wholes.get(name);
  }

  /** Returns the decoder's name of what a file stores, unless it has several parts or none. */
  public Optional<String> alone(String file) {
    return wholes.entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(file))
        .filter(entry -> entry.getValue().parts().size() == 1)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
