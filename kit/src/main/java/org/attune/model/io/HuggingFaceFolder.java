package org.attune.model.io;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.data.JsonValidator;
import org.attune.engine.DType;
import org.attune.engine.Workers;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Quantisation;
import org.attune.model.Tokenizer;
import org.attune.model.WeightForm;
import org.attune.model.WeightReader;
import org.attune.model.WeightShapes;
import org.attune.model.Weights;
import org.attune.model.family.Families;
import org.attune.model.family.Family;
import org.attune.model.family.FileNames;
import org.attune.model.family.TextConfig;
import org.attune.util.InvalidInputException;
import org.attune.util.Warnings;

/**
 * Reads and writes model folders: {@code config.json}, {@code model.safetensors} and {@code
 * tokenizer.json}, and their companion files; anything in them that would change the model's output
 * is read or rejected.
 */
public final class HuggingFaceFolder {
  private static final int LARGEST_CONFIG = 16 << 20;

  /** The head's name in a Hugging Face folder of a sequence classifier. */
  static final String HEAD = "score.weight";

  /** Older files contain the rotary frequencies, which follow from config.json. */
  private static final Pattern HARMLESS = Pattern.compile(".*\\.rotary_emb\\.inv_freq");

  private final Path folder;
  private final WeightFiles files;

  private HuggingFaceFolder(Path folder) {
    this.folder = folder;
    this.files = WeightFiles.of(folder);
  }

  /** Reads a model onto a device. */
  public static LanguageModel load(Path folder, Device device) {
    return load(folder, () -> device, Optional.empty(), (done, total) -> {});
  }

  /**
   * Reads a model onto a device.
   *
   * @param device the device; it may start the engine, which goes on while the tokenizer is read
   * @param quantisation in what form matrices of blocks are held, if they are to be quantised
   * @param progress called with the number of weights that have been read and the number of all
   */
  public static LanguageModel load(
      Path folder,
      Supplier<Device> device,
      Optional<Quantisation> quantisation,
      BiConsumer<Long, Long> progress) {
    return load(folder, device, false, quantisation, progress);
  }

  /** Writes a model to a new folder in the given precision; fails if the folder exists. */
  public static void save(LanguageModel model, Path folder, DType precision) {
    new FolderWriter(model, precision).write(folder, temporary -> {});
  }

  /** Writes a model to a new folder in the precision in which it was stored. */
  public static void save(LanguageModel model, Path folder) {
    save(model, folder, model.config().stored());
  }

  /** Reads a folder with or without a reward model's head; the other kind is rejected. */
  static LanguageModel load(Path folder, Device device, boolean head) {
    return load(folder, () -> device, head, Optional.empty(), (done, total) -> {});
  }

  private static LanguageModel load(
      Path folder,
      Supplier<Device> device,
      boolean head,
      Optional<Quantisation> quantisation,
      BiConsumer<Long, Long> progress) {
    if (GgufModel.is(folder)) {
      return GgufModel.load(headless(folder, head), device, quantisation, progress);
    }
    Path configFile = configFile(folder);
    JsonObject whole = json(configFile);
    JsonObject json = TextConfig.config(whole, configFile.toString());
    Path tokenizerFile = folder.resolve("tokenizer.json");
    // The shape is checked before large files such as the tokenizer are read.
    int rows = ConfigReader.check(json, configFile.toString()).vocabulary();
    Supplier<Tokenizer> reading = Workers.ahead(() -> Tokenizer.read(tokenizerFile, rows));
    Device place = device.get();
    Tokenizer tokenizer = reading.get();
    LlamaConfig config =
        ConfigReader.read(json, configFile.toString(), EndOfText.ids(folder, json, tokenizer));
    ModelSizes.checkVocabulary(config, tokenizer, tokenizerFile.toString());
    HuggingFaceFolder reader = new HuggingFaceFolder(folder);
    TextConfig.of(whole).ifPresent(part -> reader.keepText(part, config));
    return reader.model(config, tokenizer, place, head, quantisation, progress);
  }

  private static Path headless(Path file, boolean head) {
    InvalidInputException.unless(
        !head, "%s: a GGUF file holds no reward model; give a folder that does.", file);
    return file;
  }

  private static Path configFile(Path folder) {
    requireThere(folder);
    Path configFile = folder.resolve("config.json");
    requireNoGguf(folder, configFile);
    return configFile;
  }

  /** Leaves out what reads images, and says so. */
  private void keepText(TextConfig part, LlamaConfig config) {
    List<String> images = files.rename(TextConfig::weight);
    String parts =
        images.stream()
            .map(name -> name.replaceFirst("^model\\.", "").replaceFirst("\\..*", ""))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    Warnings.once(
        "%s: of this %s, which also reads images, the text model is read (%s); left out: %s (%d tensors)."
            .formatted(
                folder, part.modelType(), config.architecture().modelType(), parts, images.size()));
  }

  /** Rejects a folder that does not exist; a GGUF file may stand in its place. */
  public static void requireThere(Path folder) {
    InvalidInputException.unless(
        Files.isDirectory(folder) || GgufModel.is(folder),
        "%s: %s; name a folder that has a config.json, or a GGUF file.",
        folder,
        Files.exists(folder)
            ? "this is a file, and neither a model folder nor a GGUF file"
            : "the model folder does not exist (looked in " + Path.of("").toAbsolutePath() + ")");
  }

  /** Names the GGUF file of a folder that has one in place of a model's files. */
  private static void requireNoGguf(Path folder, Path configFile) {
    Optional<Path> file = Files.exists(configFile) ? Optional.empty() : GgufModel.firstIn(folder);
    InvalidInputException.unless(
        file.isEmpty(),
        "%s: the folder has no config.json, but a GGUF file; name that file: %s",
        folder,
        file.orElse(folder));
  }

  private LanguageModel model(
      LlamaConfig stated,
      Tokenizer tokenizer,
      Device device,
      boolean head,
      Optional<Quantisation> quantisation,
      BiConsumer<Long, Long> progress) {
    Family family = Families.named(stated.architecture().modelType());
    files.prefix(family.optionalPrefix(), List.of(HEAD, FileNames.OUTPUT));
    requireKind(head);
    LlamaConfig config = output(stated, head).stored(precision(stated));
    ModelSizes.requireHeld(config, files.names().size(), folder);
    Map<String, Shape> shapes = WeightShapes.of(config);
    if (head) {
      shapes.put(HEAD, new Shape(1, config.width()));
    }
    Map<String, long[]> wanted = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> wanted.put(name, shape.getShape()));
    FusedWeights names = FusedWeights.of(config, wanted, files.names());
    names.check(files, folder.toString());
    refuseUnused(names.stored().keySet(), config);
    WeightForm form = new WeightForm(config.stored(), quantisation);
    Weights weights = Weights.load(shapes, reading(names, shapes, progress), form, device);
    return LanguageModel.of(config, weights, tokenizer).from(folder);
  }

  private WeightReader.Bytes reading(
      FusedWeights names, Map<String, Shape> shapes, BiConsumer<Long, Long> progress) {
    long all = shapes.values().stream().mapToLong(Shape::size).sum();
    long[] done = {0};
    return (name, next) -> {
      names.read(files, name, next);
      done[0] += shapes.get(name).size();
      progress.accept(done[0], all);
    };
  }

  private void requireKind(boolean head) {
    InvalidInputException.unless(
        files.has(HEAD) || !head,
        "%s: not a reward model, since its weights lack the head '%s'; use a folder that has"
            + " one.",
        folder,
        HEAD);
    InvalidInputException.unless(
        head || !files.has(HEAD),
        "%s: this is a reward model, which scores answers and writes none; give a policy's folder.",
        folder);
  }

  /**
   * A separate output matrix in the file takes precedence over the flag, as in transformers 5. A
   * reward model needs none and often lacks it.
   */
  private LlamaConfig output(LlamaConfig stated, boolean head) {
    String output = stated.architecture().names().outside(FileNames.OUTPUT);
    String embedding = stated.architecture().names().outside(FileNames.EMBEDDING);
    if (!files.has(output)) {
      return head ? stated.tied(true) : stated;
    }
    return stated.tied() && files.has(embedding) && !files.equal(output, embedding)
        ? stated.tied(false)
        : stated;
  }

  private DType precision(LlamaConfig config) {
    String embedding = config.architecture().names().outside(FileNames.EMBEDDING);
    String type = files.has(embedding) ? files.type(embedding) : "F32";
    return type.equals("F64") ? DType.F32 : DType.valueOf(type);
  }

  private void refuseUnused(Set<String> used, LlamaConfig config) {
    String output = config.architecture().names().outside(FileNames.OUTPUT);
    String ignored = Families.named(config.architecture().modelType()).ignoredTensors();
    for (String name : files.names()) {
      InvalidInputException.unless(
          used.contains(name)
              || HARMLESS.matcher(name).matches()
              || name.matches(ignored)
              || (name.equals(output) && config.tied()),
          "%s: the weights '%s' do not belong to the %s that config.json describes, and ignoring"
              + " them would change the model. Correct config.json or remove them.",
          folder,
          name,
          config.architecture().modelType());
    }
  }

  private static JsonObject json(Path file) {
    InvalidInputException.unless(
        Files.isRegularFile(file),
        "%s: the file is missing; a Hugging Face model folder has it.",
        file);
    return JsonValidator.read(file, LARGEST_CONFIG);
  }
}
