package org.attune.model.io;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.util.InvalidInputException;

/**
 * What a GGUF file of version 2 or 3 holds: typed metadata, and where its tensors are. A model may
 * be split into several files, of which the first one has the metadata of the whole.
 */
final class GgufFile {
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern PART = Pattern.compile("(.*-)00001(-of-(\\d{5})\\.gguf)");
  private static final int MOST_DIMENSIONS = 4;
  private static final int LARGEST_ALIGNMENT = 1 << 20;

  private final Path file;
  private final Map<String, Object> metadata;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * One tensor.
   *
   * @param shape in PyTorch's order
   * @param from the first of its bytes in the file
   */
  record Tensor(Path file, GgufType type, long[] shape, long from) {
    /** Returns the number of values. */
    long count() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** Returns how many bytes they take. */
    long bytes() {
      return type.size(count());
    }
  }

  private GgufFile(Path file) {
    this.file = file;
    this.metadata = add(file);
  }

  /** Returns whether a path is a file that begins as GGUF does, whatever its name. */
  static boolean is(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = new FileInputStream(path.toFile())) {
      return Arrays.equals(MAGIC, in.readNBytes(MAGIC.length));
    } catch (IOException e) {
      return false; // What reads the file says why.
    }
  }

  /** Reads the description of a file, and of the others that it was split into. */
  static GgufFile read(Path file) {
    GgufFile whole = new GgufFile(file);
    long parts = whole.metadata.get("split.count") instanceof Long count ? count : 1;
    if (parts > 1) {
      whole.addOthers(parts);
    }
    return whole;
  }

  /** Returns the metadata by their keys. */
  Map<String, Object> metadata() {
    return metadata;
  }

  /** Returns the tensors by their names, in the order of the file. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Returns the file, the first one of a split model. */
  Path file() {
    return file;
  }

  private void addOthers(long parts) {
    Matcher name = PART.matcher(file.getFileName().toString());
    InvalidInputException.unless(
        name.matches() && Long.parseLong(name.group(3)) == parts,
        "%s: this is one of the %d files of a split model; give the first one, under the name that"
            + " ends in -00001-of-%05d.gguf, with the others beside it.",
        file,
        parts,
        parts);
    for (int part = 2; part <= parts; part++) {
      Path other = file.resolveSibling(name.group(1) + "%05d".formatted(part) + name.group(2));
      InvalidInputException.unless(
          is(other),
          "%s: the model is split into %d files, and %s is missing or of another kind.",
          file,
          parts,
          other.getFileName());
      add(other);
    }
  }

  /** Adds the tensors of a file and returns its metadata. */
  private Map<String, Object> add(Path part) {
    try (GgufInput in = new GgufInput(part)) {
      requireVersion(part, in);
      int count = in.count("tensors", 24);
      Map<String, Object> entries = new LinkedHashMap<>();
      int all = in.count("entries", 13);
      for (int i = 0; i < all; i++) {
        String key = in.text();
        InvalidInputException.unless(
            entries.put(key, in.value()) == null,
            "%s: the entry '%s' is there twice; the file is damaged.",
            part,
            key);
      }
      Map<String, Tensor> relative = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        tensor(part, in, relative);
      }
      place(relative, in.position(), alignment(part, entries), Files.size(part));
      return entries;
    } catch (IOException e) {
      throw new InvalidInputException(part + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static void requireVersion(Path part, GgufInput in) throws IOException {
    int magic = in.number();
    InvalidInputException.unless(
        magic == GgufWriter.MAGIC,
        "%s: this is not a GGUF file, which begins with these four letters.",
        part);
    int version = in.number();
    InvalidInputException.unless(
        version > 0 && version < 1 << 16,
        "%s: the numbers of this GGUF file are big-endian; convert the model again on a processor"
            + " of the usual order.",
        part);
    InvalidInputException.unless(
        version == 2 || version == GgufWriter.VERSION,
        "%s: this is version %d of GGUF; versions 2 and 3 are read. %s",
        part,
        version,
        version == 1
            ? "Convert the model again with llama.cpp's convert_hf_to_gguf.py."
            : "Fetch a file of version 3.");
  }

  private void tensor(Path part, GgufInput in, Map<String, Tensor> relative) throws IOException {
    String name = in.text();
    int rank = in.number();
    InvalidInputException.unless(
        rank > 0 && rank <= MOST_DIMENSIONS,
        "%s: the tensor '%s' has %d dimensions, not 1 to %d; the file is damaged.",
        part,
        name,
        rank,
        MOST_DIMENSIONS);
    long[] shape = new long[rank];
    for (int i = rank - 1; i >= 0; i--) {
      shape[i] = in.wide(); // the fastest dimension comes first
    }
    Tensor tensor = new Tensor(part, type(part, name, in.number()), shape, in.wide());
    requireSizes(name, tensor);
    InvalidInputException.unless(
        relative.put(name, tensor) == null && !tensors.containsKey(name),
        "%s: the tensor '%s' is there twice; the file is damaged.",
        part,
        name);
  }

  private static GgufType type(Path part, String name, int code) {
    return GgufType.of(code)
        .orElseThrow(
            () ->
                InvalidInputException.of(
                    "%s: the tensor '%s' is of the type %s, which is not read; take a file of the"
                        + " types F32, F16, BF16, Q8_0, Q4_0 to Q5_1, Q2_K to Q6_K, IQ4_NL, IQ4_XS,"
                        + " MXFP4, TQ1_0 or TQ2_0, such as Q4_K_M.",
                    part, name, GgufType.name(code)));
  }

  private static void requireSizes(String name, Tensor tensor) {
    long count = 1;
    for (long each : tensor.shape()) {
      count = each > 0 && each <= Integer.MAX_VALUE / count ? count * each : 0;
      InvalidInputException.unless(
          count > 0,
          "%s: the tensor '%s' has the shape %s, and none has fewer than 1 or more than 2^31"
              + " values.",
          tensor.file(),
          name,
          Arrays.toString(tensor.shape()));
    }
    long row = tensor.shape()[tensor.shape().length - 1];
    InvalidInputException.unless(
        tensor.type().fits(row),
        "%s: the rows of tensor '%s' have %d values, but %s stores blocks of %d; the file is"
            + " damaged.",
        tensor.file(),
        name,
        row,
        tensor.type(),
        tensor.type().block());
  }

  private static int alignment(Path part, Map<String, Object> entries) {
    Object stated = entries.getOrDefault("general.alignment", (long) GgufWriter.ALIGNMENT);
    InvalidInputException.unless(
        stated instanceof Long size && size > 0 && size <= LARGEST_ALIGNMENT && size % 8 == 0,
        "%s: 'general.alignment' is %s; expected a multiple of 8.",
        part,
        stated);
    return ((Long) stated).intValue();
  }

  /** Counts the places of tensors from the beginning of the file. */
  private void place(Map<String, Tensor> relative, long head, int alignment, long size) {
    long base = (head + alignment - 1) / alignment * alignment;
    relative.forEach(
        (name, tensor) -> {
          long from = tensor.from();
          InvalidInputException.unless(
              from >= 0 && from % alignment == 0 && from <= size - base - tensor.bytes(),
              "%s: the tensor '%s' should take %d bytes from byte %d of the data on, and the file"
                  + " has %d bytes in all; it is cut short or damaged.",
              tensor.file(),
              name,
              tensor.bytes(),
              from,
              size);
          tensors.put(name, new Tensor(tensor.file(), tensor.type(), tensor.shape(), base + from));
        });
  }
}
