package org.attune.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.model.family.Architecture;
import org.attune.model.family.Experts;
import org.attune.model.family.FileNames;
import org.attune.util.InvalidInputException;

/**
 * One adapted matrix, by the name it has in a file: where a file stacks several matrices, one pair
 * A and B adapts the stack.
 *
 * @param name the module's full name, such as {@code model.layers.0.self_attn.q_proj}
 * @param out rows of the matrix
 * @param in columns of the matrix
 * @param rank rank of B·A
 * @param scale the factor s of B·A
 */
public record LoraModule(String name, long out, long in, int rank, double scale) {
  private static final String WEIGHT = ".weight";

  /**
   * Returns the matrices of a block that can be adapted, in the order of the script's slots: not
   * those of experts, which PEFT does not adapt as matrices either.
   */
  static List<String> roles(Architecture architecture) {
    return architecture.convolution().isEmpty()
        ? BlockMatrices.USUAL
        : Stream.concat(BlockMatrices.USUAL.stream(), BlockMatrices.CONVOLUTION.stream()).toList();
  }

  /** Returns the name of A // (rank, in). */
  public String a() {
    return name + ".lora_A" + WEIGHT;
  }

  /** Returns the name of B // (out, rank). */
  public String b() {
    return name + ".lora_B" + WEIGHT;
  }

  /** Returns the modules that settings choose, in the order of the model. */
  public static List<LoraModule> of(LlamaConfig config, Lora lora) {
    Map<String, long[]> known = matrices(config);
    lora.targets().forEach(target -> requireKnown(config, target, known));
    List<LoraModule> chosen = new ArrayList<>();
    known.forEach(
        (name, shape) -> {
          if (lora.targets().stream().anyMatch(target -> names(target, name))) {
            chosen.add(new LoraModule(name, shape[0], shape[1], lora.rank(name), lora.scale(name)));
          }
        });
    return chosen;
  }

  /** Returns whether a target names a module: its whole name, or the end of it. */
  private static boolean names(String target, String module) {
    return target.equals(Lora.ALL_LINEAR) || isNamed(target, module);
  }

  /** Returns whether a name is the full name of a module or its end. */
  public static boolean isNamed(String name, String module) {
    return module.equals(name) || module.endsWith("." + name);
  }

  /** Returns whether a name is that of the embedding or of the output matrix. */
  public static boolean isOutside(LlamaConfig config, String name) {
    FileNames names = config.architecture().names();
    return Stream.of(FileNames.EMBEDDING, FileNames.OUTPUT)
        .map(names::module)
        .anyMatch(module -> name.equals(module) || name.endsWith("." + module));
  }

  private static void requireKnown(LlamaConfig config, String target, Map<String, long[]> known) {
    InvalidInputException.unless(
        known.keySet().stream().anyMatch(name -> names(target, name)),
        "LoRA's target '%s' matches no matrix in a block of this model%s; use \"%s\" or some of"
            + " %s%s.",
        target,
        config.architecture().experts().isPresent() ? ", whose experts LoRA does not adapt" : "",
        Lora.ALL_LINEAR,
        known.keySet().stream()
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .distinct()
            .toList(),
        isOutside(config, target)
            ? ", and train " + target + " as a whole with modulesToSave"
            : "");
  }

  /** Returns the shapes of all matrices of all blocks by module, stacked as in a file. */
  public static Map<String, long[]> matrices(LlamaConfig config) {
    Map<String, long[]> shapes = WeightShapes.longs(config);
    FusedNames files = new FusedNames(config, shapes);
    Map<String, long[]> stacked = files.stacked();
    Map<String, long[]> matrices = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          if (isAdaptable(config, name)) {
            String stored = files.stored(name);
            matrices.put(
                stored.substring(0, stored.length() - WEIGHT.length()), stacked.get(stored));
          }
        });
    return matrices;
  }

  /** Returns whether weights are a block's matrix that is not one of several experts'. */
  private static boolean isAdaptable(LlamaConfig config, String name) {
    return name.startsWith(FileNames.OWN_BLOCKS)
        && name.endsWith(WEIGHT)
        && roles(config.architecture()).stream()
            .anyMatch(role -> name.endsWith("." + role + WEIGHT) && !Experts.isExpert(name));
  }

  /** Returns the shapes of A and B by name. */
  public Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(a(), new Shape(rank, in));
    shapes.put(b(), new Shape(out, rank));
    return shapes;
  }
}
