package org.attune.model.io;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.engine.Workers;
import org.attune.model.CompanionFiles;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Quantisation;
import org.attune.model.Tokenizer;
import org.attune.model.WeightForm;
import org.attune.model.WeightReader;
import org.attune.model.WeightShapes;
import org.attune.model.Weights;
import org.attune.util.Warnings;

/**
 * Reads a model from a GGUF file, as llama.cpp, Ollama and LM Studio have them: what its metadata
 * say becomes the {@code config.json} and {@code tokenizer.json} of a model folder.
 *
 * <p>32-bit numbers stay what they are, and so do both formats of 16 bits; quantised numbers become
 * 16-bit floats of 11 bits of precision, which are within 0.05 % of them.
 */
public final class GgufModel {
  /** What the tensors of models that read images or sounds begin with. */
  private static final String OTHER_INPUTS = "(v|mm|a)\\..*";

  private GgufModel() {}

  /** Returns whether a path is a GGUF file, whatever its name: Ollama's have none. */
  public static boolean is(Path path) {
    return GgufFile.is(path);
  }

  /** Returns the first of a folder's GGUF files by name, if it has any. */
  static Optional<Path> firstIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(GgufModel::is).sorted().findFirst();
    } catch (IOException unreadable) {
      return Optional.empty(); // what is missing is then said
    }
  }

  /** Returns the name of a model for tables: that of its folder, or of its file without ending. */
  public static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "model" : last.toString().replaceFirst("(-00001-of-\\d{5})?\\.gguf$", "");
  }

  /** Returns whether a file has a chat template. */
  static boolean hasTemplate(Path path) {
    return GgufFile.read(path).metadata().get("tokenizer.chat_template") instanceof String text
        && !text.isBlank();
  }

  /**
   * Reads a model onto a device.
   *
   * @param quantisation in what form matrices of blocks are held, if they are to be quantised
   * @param progress called with the number of weights that have been read and the number of all
   */
  static LanguageModel load(
      Path path,
      Supplier<Device> device,
      Optional<Quantisation> quantisation,
      BiConsumer<Long, Long> progress) {
    GgufFile file = text(path);
    GgufVocabulary vocabulary = new GgufVocabulary(file);
    LlamaConfig config = config(file, vocabulary);
    GgufWeights weights = new GgufWeights(file, config, WeightShapes.longs(config));
    weights.check();
    Supplier<Tokenizer> reading = Workers.ahead(() -> tokenizer(file, vocabulary, config));
    Device place = device.get();
    Tokenizer tokenizer = reading.get();
    ModelSizes.checkVocabulary(config, tokenizer, path.toString());
    tellLoss(file, quantisation.map(Quantisation::text).orElse(config.stored().dtype()));
    WeightForm form = new WeightForm(config.stored(), quantisation);
    WeightReader.Bytes reader = reading(weights, config, progress);
    Weights read = Weights.load(WeightShapes.of(config), reader, form, place);
    return LanguageModel.of(config, read, tokenizer).from(path);
  }

  private static WeightReader.Bytes reading(
      GgufWeights weights, LlamaConfig config, BiConsumer<Long, Long> progress) {
    Map<String, Shape> shapes = WeightShapes.of(config);
    long[] done = {0};
    return (name, next) -> {
      weights.read(name, next);
      done[0] += shapes.get(name).size();
      progress.accept(done[0], config.parameters());
    };
  }

  private static LlamaConfig config(GgufFile file, GgufVocabulary vocabulary) {
    JsonObject json = GgufConfig.json(file);
    vocabulary.describe(json);
    tie(file, json);
    Path path = file.file();
    LlamaConfig config = ConfigReader.read(json, path.toString(), vocabulary.ends());
    ModelSizes.requireHeld(config, file.tensors().size(), path);
    return config.stored(GgufWeights.precision(file));
  }

  private static Tokenizer tokenizer(GgufFile file, GgufVocabulary vocabulary, LlamaConfig config) {
    GgufCompanions companions = new GgufCompanions(vocabulary, file.metadata());
    return Tokenizer.of(
        GgufTokenizerJson.of(vocabulary),
        config.vocabulary(),
        new CompanionFiles(companions.files(config.context())),
        vocabulary.where());
  }

  /** Reads a file without what reads images, and says so. */
  private static GgufFile text(Path path) {
    GgufFile file = GgufFile.read(path);
    int all = file.tensors().size();
    file.tensors().keySet().removeIf(name -> name.matches(OTHER_INPUTS));
    int left = all - file.tensors().size();
    if (left > 0) {
      Warnings.once(
          "%s: of this model, which also reads images or sounds, the text model is read; left out are %d tensors."
              .formatted(path, left));
    }
    return file;
  }

  /** Some architectures store an output matrix even where it is the embedding matrix. */
  private static void tie(GgufFile file, JsonObject json) {
    GgufFile.Tensor output = file.tensors().get(GgufTensors.OUTPUT);
    GgufFile.Tensor embedding = file.tensors().get("token_embd.weight");
    if (output != null && embedding != null && GgufData.equal(output, embedding)) {
      json.addProperty("tie_word_embeddings", true);
    }
  }

  /** Says which types a quantised file has, and what becomes of them. */
  private static void tellLoss(GgufFile file, String held) {
    Map<GgufType, Long> counts =
        file.tensors().values().stream()
            .filter(tensor -> tensor.type().quantised())
            .collect(
                Collectors.groupingBy(
                    GgufFile.Tensor::type,
                    TreeMap::new,
                    Collectors.summingLong(GgufFile.Tensor::count)));
    if (counts.isEmpty()) {
      return;
    }
    double bits =
        counts.entrySet().stream().mapToDouble(e -> e.getKey().bits() * e.getValue()).sum();
    long values = counts.values().stream().mapToLong(count -> count).sum();
    Warnings.once(
        "%s: its weights are quantised to %.1f bits on average (%s) and read as %s; what was lost does not come back, so train from unquantised weights where you have them."
            .formatted(
                file.file().getFileName(),
                bits / values,
                counts.keySet().stream().map(Enum::name).collect(Collectors.joining(", ")),
                held));
  }
}
