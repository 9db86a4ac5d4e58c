package org.attune.model;

import ai.djl.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.cluster.Portable;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.model.family.FileNames;
import org.attune.util.InvalidInputException;

/**
 * The trained part of a model with frozen weights: the matrices A and B of its {@link Lora}, and
 * the modules that are trained as a whole, which take the place of the frozen ones.
 *
 * <p>At the start B is zero, so that the adapted model equals the frozen one.
 */
public final class Adapter implements Portable {
  /** The name of a reward model's head. */
  public static final String HEAD = "score.weight";

  private final Lora lora;
  private final LlamaConfig config;
  private final Tokenizer tokenizer;
  private final Weights weights;

  /**
   * Joins settings and weights.
   *
   * @param config the shape of the adapted model, whose vocabulary may be larger than the base's
   * @param tokenizer the tokenizer of the adapted model
   */
  public Adapter(Lora lora, LlamaConfig config, Tokenizer tokenizer, Weights weights) {
    this.lora = lora;
    this.config = config;
    this.tokenizer = tokenizer;
    this.weights = weights;
  }

  /**
   * Initialises an adapter as PEFT does; all values follow from the seed.
   *
   * @param config the shape of the frozen model
   * @param tokenizer its tokenizer
   * @param frozen its weights
   */
  static Adapter initial(
      Lora lora, LlamaConfig config, Tokenizer tokenizer, Weights frozen, long seed) {
    return initial(lora, config, tokenizer, frozen, seed, Map.of());
  }

  /** Initialises an adapter with a scalar head of zeros. */
  static Adapter withHead(
      Lora lora, LlamaConfig config, Tokenizer tokenizer, Weights frozen, long seed) {
    int width = config.width();
    HostTensor head = new HostTensor(new long[] {1, width}, new float[width]);
    return initial(lora, config, tokenizer, frozen, seed, Map.of(HEAD, head));
  }

  private static Adapter initial(
      Lora lora,
      LlamaConfig config,
      Tokenizer tokenizer,
      Weights frozen,
      long seed,
      Map<String, HostTensor> more) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (LoraModule module : LoraModule.of(config, lora)) {
      requireSmall(module);
      float[] a = new float[Math.toIntExact(module.rank() * module.in())];
      double bound = 1 / Math.sqrt((double) module.in());
      for (int i = 0; i < a.length; i++) {
        a[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      float[] b = new float[Math.toIntExact(module.out() * module.rank())];
      tensors.put(module.a(), new HostTensor(new long[] {module.rank(), module.in()}, a));
      tensors.put(module.b(), new HostTensor(new long[] {module.out(), module.rank()}, b));
    }
    tensors.putAll(saved(frozen, config, lora));
    tensors.putAll(more);
    return new Adapter(lora, config, tokenizer, Weights.of(tensors, frozen.device()));
  }

  private static void requireSmall(LoraModule module) {
    InvalidInputException.unless(
        module.rank() <= Math.max(module.in(), module.out()),
        "LoRA's rank %d for %s is larger than its matrix of %d × %d, so the adapter would take"
            + " more memory than what it adapts; try 16.",
        module.rank(),
        module.name(),
        module.out(),
        module.in());
  }

  /** Copies the modules that are trained as a whole; a reward model's head always is. */
  private static Map<String, HostTensor> saved(Weights weights, LlamaConfig config, Lora lora) {
    Map<String, HostTensor> saved = new LinkedHashMap<>();
    FusedNames files = new FusedNames(config, WeightShapes.longs(config));
    for (String wanted : lora.modulesToSave()) {
      int before = saved.size();
      weights.forEach(
          (name, array) -> {
            if (!name.equals(HEAD) && isNamed(files.whole(name), wanted)) {
              requireOneName(name, files.stored(name));
              saved.put(name, weights.tensor(name));
            }
          });
      InvalidInputException.unless(
          saved.size() > before,
          "modulesToSave names '%s', which this model does not have%s.",
          wanted,
          advice(wanted, config));
    }
    if (weights.has(HEAD)) {
      saved.put(HEAD, weights.tensor(HEAD));
    }
    return saved;
  }

  /** Version 5 of transformers calls every output matrix lm_head, but stores it as before. */
  private static void requireOneName(String own, String file) {
    InvalidInputException.unless(
        !own.equals(FileNames.OUTPUT) || file.equals(own),
        "modulesToSave names '%s', a module that has another name in transformers 4 than in 5, so"
            + " that PEFT could not load the adapter in both; train all weights, or leave it out.",
        module(file));
  }

  private static String advice(String wanted, LlamaConfig config) {
    FileNames names = config.architecture().names();
    String embedding = names.module(FileNames.EMBEDDING);
    String output = names.module(FileNames.OUTPUT);
    return wanted.equals(output) && config.tied()
        ? " apart from its embeddings; name " + embedding
        : "; such names are %s, %s and %s"
            .formatted(embedding, output, names.module(FileNames.NORM));
  }

  /** Returns whether a name is the end of a module's, as in PEFT, that has no other parts. */
  private static boolean isNamed(FusedNames.Whole file, String wanted) {
    return file.parts().size() == 1 && module(file.name()).endsWith(wanted);
  }

  /** Returns the name of the module that a weight belongs to. */
  static String module(String weight) {
    return weight.substring(0, weight.lastIndexOf('.'));
  }

  @Override
  public Parts parts() {
    return new AdapterParts(lora, config, tokenizer.parts(), weights.tensors());
  }

  private record AdapterParts(
      Lora lora, LlamaConfig config, Parts tokenizer, Map<String, HostTensor> tensors)
      implements Parts {
    @Override
    public Object whole() {
      Weights own = Weights.of(tensors, PyTorch.device());
      return new Adapter(lora, config, (Tokenizer) tokenizer.whole(), own);
    }
  }

  /** Returns the settings. */
  public Lora lora() {
    return lora;
  }

  /** Returns the shape of the adapted model. */
  public LlamaConfig config() {
    return config;
  }

  /** Returns the tokenizer of the adapted model. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** Returns the trained weights. */
  public Weights weights() {
    return weights;
  }

  /** Returns the adapted modules. */
  public List<LoraModule> modules() {
    return LoraModule.of(config, lora);
  }

  /** Returns an independent copy on a device. */
  Adapter copy(Device device) {
    return new Adapter(lora, config, tokenizer, weights.copy(device));
  }

  /** Returns a replica that shares the memory but records gradients separately. */
  Adapter replica() {
    return new Adapter(lora, config, tokenizer, weights.replica());
  }
}
