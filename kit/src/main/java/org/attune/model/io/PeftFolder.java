package org.attune.model.io;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.attune.data.JsonValidator;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.Adapter;
import org.attune.model.FusedNames;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Lora;
import org.attune.model.LoraModule;
import org.attune.model.Tokenizer;
import org.attune.model.WeightShapes;
import org.attune.model.Weights;
import org.attune.model.family.FileNames;
import org.attune.model.family.TextConfig;
import org.attune.util.InvalidInputException;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.Warnings;

/**
 * A folder of PEFT: {@code adapter_config.json} and {@code adapter_model.safetensors}, which holds
 * A and B of each module and the modules that were trained as a whole.
 */
public final class PeftFolder {
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String OLDER_WEIGHTS = "adapter_model.bin";
  private static final String PREFIX = "base_model.model.";
  private static final int LARGEST = 16 << 20;

  private final Path folder;
  private final LanguageModel base;
  private final WeightFiles files;
  private final boolean head;

  private PeftFolder(Path folder, LanguageModel base, boolean head) {
    this.head = head;
    this.folder = folder;
    this.base = base;
    this.files = WeightFiles.ofFile(weights(folder));
  }

  /** Returns the file of the weights, in the older format only where there is no other. */
  private static Path weights(Path folder) {
    Path older = folder.resolve(OLDER_WEIGHTS);
    Path usual = folder.resolve(WEIGHTS);
    return Files.isRegularFile(usual) || !Files.isRegularFile(older) ? usual : older;
  }

  /** Returns whether a folder holds an adapter. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(PeftConfig.FILE));
  }

  /** Returns the folder of the base that an adapter names. */
  public static Path base(Path folder) {
    JsonElement named =
        JsonValidator.read(folder.resolve(PeftConfig.FILE), LARGEST).get("base_model_name_or_path");
    boolean given = named != null && named.isJsonPrimitive();
    Optional<Path> place = given ? Optional.of(Path.of(named.getAsString())) : Optional.empty();
    InvalidInputException.unless(
        place.isPresent() && (Files.isDirectory(place.get()) || GgufModel.is(place.get())),
        "%s: this is an adapter of %s, which is not a folder on this machine; load the base's"
            + " folder and then the adapter: Policy.load(base).loadAdapter(adapter).",
        folder,
        given ? named.getAsString() : "a base that it does not name");
    return place.orElseThrow();
  }

  /** Reads an adapter of a policy. */
  public static Adapter read(Path folder, LanguageModel base) {
    return read(folder, base, false);
  }

  /** Reads an adapter of a policy, or of a reward model over the same weights, with its head. */
  static Adapter read(Path folder, LanguageModel base, boolean head) {
    Path config = folder.resolve(PeftConfig.FILE);
    InvalidInputException.unless(
        is(folder) && Files.isRegularFile(weights(folder)),
        "%s contains no adapter; a PEFT folder has %s and %s.",
        folder,
        PeftConfig.FILE,
        WEIGHTS);
    JsonObject json = JsonValidator.read(config, LARGEST);
    return new PeftFolder(folder, base, head).adapter(json, config.toString());
  }

  private Adapter adapter(JsonObject json, String where) {
    keepText();
    requireKind();
    Lora lora = PeftConfig.read(json, where, base.config());
    if (head) {
      lora = lora.modulesToSave(PeftConfig.withoutHead(lora.modulesToSave()));
    }
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (LoraModule module : LoraModule.of(base.config(), lora)) {
      module.shapes().forEach((name, shape) -> tensors.put(name, read(name, shape.getShape())));
    }
    List<String> left = new ArrayList<>(files.names());
    tensors.keySet().forEach(name -> left.remove(PREFIX + name));
    LlamaConfig config = config(left);
    for (String name : left) {
      saved(name, config).ifPresent(own -> tensors.put(own, files.read(name)));
    }
    Device device = base.decoder().weights().device();
    return new Adapter(lora, config, tokenizer(config), Weights.of(tensors, device));
  }

  /** An adapter made for a model that also reads images has that model's names. */
  private void keepText() {
    List<String> images =
        files.rename(
            name ->
                name.startsWith(PREFIX)
                    ? TextConfig.weight(name.substring(PREFIX.length())).map(PREFIX::concat)
                    : Optional.of(name));
    if (!images.isEmpty()) {
      Warnings.once(
          "%s: this adapts a model that also reads images; left out: what adapts that (%d tensors)."
              .formatted(folder, images.size()));
    }
  }

  private void requireKind() {
    boolean found = files.has(PREFIX + HuggingFaceFolder.HEAD);
    InvalidInputException.unless(
        found || !head,
        "%s: not a reward model's adapter, since it lacks the head '%s'; use a folder that has"
            + " one.",
        folder,
        PREFIX + HuggingFaceFolder.HEAD);
    InvalidInputException.unless(
        head || !found,
        "%s: this is the adapter of a reward model, which scores answers and generates none; give a"
            + " policy's adapter.",
        folder);
  }

  private HostTensor read(String name, long[] shape) {
    String file = PREFIX + name;
    InvalidInputException.unless(
        files.has(file), "%s: the weights '%s' are missing.", folder, file);
    InvalidInputException.unless(
        Arrays.equals(files.shape(file), shape),
        "%s: the weights '%s' have shape %s, but %s and the base's config.json ask for %s.",
        folder,
        file,
        Arrays.toString(files.shape(file)),
        PeftConfig.FILE,
        Arrays.toString(shape));
    return files.read(file);
  }

  /** Returns the shape of the adapted model, whose vocabulary may differ from the base's. */
  private LlamaConfig config(List<String> left) {
    LlamaConfig config = base.config();
    String embedding = PREFIX + config.architecture().names().outside(FileNames.EMBEDDING);
    String output = PREFIX + config.architecture().names().outside(FileNames.OUTPUT);
    boolean embeds = left.contains(embedding);
    boolean heads = left.contains(output);
    InvalidInputException.unless(
        !config.tied() || !embeds || heads,
        "%s: the embeddings were trained apart from the output matrix to which the base ties them;"
            + " train with ensure_weight_tying, or without %s in modules_to_save.",
        folder,
        config.architecture().names().module(FileNames.EMBEDDING));
    if (config.tied() && heads) {
      boolean same = embeds && files.equal(embedding, output);
      config = config.tied(same);
    }
    if (embeds) {
      config = config.withVocabulary((int) files.shape(embedding)[0]);
    }
    return config;
  }

  private Map<String, long[]> shapes(LlamaConfig config) {
    Map<String, long[]> shapes = WeightShapes.longs(config);
    if (head) {
      shapes.put(HuggingFaceFolder.HEAD, new long[] {1, config.width()});
    }
    return shapes;
  }

  /** Returns the decoder's name for a module that was trained as a whole. */
  private Optional<String> saved(String file, LlamaConfig config) {
    String name = file.startsWith(PREFIX) ? file.substring(PREFIX.length()) : file;
    Map<String, long[]> shapes = shapes(config);
    String own = new FusedNames(config, shapes).alone(name).orElse(name);
    long[] shape = shapes.get(own);
    String output = config.architecture().names().outside(FileNames.OUTPUT);
    if (shape == null && config.tied() && name.equals(output)) {
      return Optional.empty();
    }
    InvalidInputException.unless(
        shape != null,
        "%s: the weights '%s' have no place in an adapter of this model that %s describes.",
        folder,
        file,
        PeftConfig.FILE);
    InvalidInputException.unless(
        Arrays.equals(files.shape(file), shape),
        "%s: the weights '%s' have shape %s, but the base's are %s.",
        folder,
        file,
        Arrays.toString(files.shape(file)),
        new Shape(shape));
    return Optional.of(own);
  }

  /** A larger vocabulary comes with its own tokenizer. */
  private Tokenizer tokenizer(LlamaConfig config) {
    Path file = folder.resolve("tokenizer.json");
    boolean own = config.vocabulary() != base.config().vocabulary() && Files.isRegularFile(file);
    Tokenizer tokenizer = own ? Tokenizer.read(file, config.vocabulary()) : base.tokenizer();
    ModelSizes.checkVocabulary(config, tokenizer, folder.toString());
    return tokenizer;
  }

  /** Writes the adapter of a model, and its tokenizer, into a folder. */
  static void write(LanguageModel model, Path folder, String name) throws IOException {
    Adapter adapter = model.adapter().orElseThrow();
    LlamaConfig config = adapter.config();
    boolean head = adapter.weights().has(HuggingFaceFolder.HEAD);
    boolean tied = config.tied() && adapter.weights().has(FileNames.EMBEDDING);
    Optional<Path> origin = model.base().origin();
    UnaryOperator<String> names = names(origin);
    String base = origin.map(Path::toString).orElse("");
    JsonObject json = PeftConfig.json(adapter, base, head, tied, names);
    String text = new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json);
    UninterruptibleFiles.write(folder.resolve(PeftConfig.FILE), text + "\n");
    SafeTensors.write(folder.resolve(WEIGHTS), tensors(adapter, name, tied, names), DType.F32);
    Tokenizer tokenizer = adapter.tokenizer();
    UninterruptibleFiles.write(folder.resolve("tokenizer.json"), List.of(tokenizer.json()));
    CompanionWriter.write(folder, config, tokenizer, -1);
  }

  /** Returns how modules are called in the base's folder, which may also read images. */
  private static UnaryOperator<String> names(Optional<Path> base) {
    return base.map(folder -> folder.resolve("config.json"))
        .filter(Files::isRegularFile)
        .flatMap(file -> TextConfig.of(JsonValidator.read(file, LARGEST)))
        .map(part -> (UnaryOperator<String>) part::whole)
        .orElse(UnaryOperator.identity());
  }

  private static List<SafeTensors.Pending> tensors(
      Adapter adapter, String name, boolean tied, UnaryOperator<String> whole) {
    List<SafeTensors.Pending> tensors = new ArrayList<>();
    Map<String, long[]> shapes = WeightShapes.longs(adapter.config());
    FusedNames names = new FusedNames(adapter.config(), shapes);
    adapter
        .weights()
        .forEach(
            (key, array) ->
                tensors.add(
                    new SafeTensors.Pending(
                        PREFIX + whole.apply(shapes.containsKey(key) ? names.stored(key) : key),
                        array.getShape().getShape(),
                        () -> finite(name, key, adapter.weights().tensor(key)))));
    if (tied) {
      // PEFT stores tied modules twice.
      FileNames file = adapter.config().architecture().names();
      String own = PREFIX + whole.apply(file.outside(FileNames.EMBEDDING));
      SafeTensors.Pending embedding =
          tensors.stream().filter(t -> t.name().equals(own)).findFirst().orElseThrow();
      String output = PREFIX + file.outside(FileNames.OUTPUT);
      tensors.add(new SafeTensors.Pending(output, embedding.shape(), embedding.values()));
    }
    return tensors;
  }

  private static float[] finite(String where, String name, HostTensor tensor) {
    tensor.requireFinite(where, name);
    return tensor.values();
  }
}
