package org.attune.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that a file has for a decoder's weights: it may store several matrices as one, such as
 * Phi-3's queries, keys and values.
 */
public final class FusedNames {
  private final Map<String, long[]> shapes;
  private final Map<String, Whole> wholes = new LinkedHashMap<>(); // by the name of a part

  /**
   * A stacked matrix.
   *
   * @param name its name in the file
   * @param parts the decoder's names of its parts
   * @param first its first row of the part that was asked for
   */
  public record Whole(String name, List<String> parts, long first) {}

  /**
   * Makes the mapping.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  public FusedNames(LlamaConfig config, Map<String, long[]> shapes) {
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
  public Map<String, long[]> stored() {
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

  /** Returns the name that a file has for the weights of a decoder's name. */
  public String stored(String name) {
    Whole whole = wholes.get(name);
    return whole == null ? name : whole.name();
  }

  /** Returns the first row of the weights of a decoder's name in the file's weights. */
  public long first(String name) {
    Whole whole = wholes.get(name);
    return whole == null ? 0 : whole.first();
  }

  /** Returns the stacked matrix that holds the weights of a decoder's name, if one does. */
  public Optional<Whole> whole(String name) {
    return Optional.ofNullable(wholes.get(name));
  }
}
