package org.attune.model.io;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.attune.data.JsonValidator;
import org.attune.engine.HostTensor;
import org.attune.model.WeightReader;
import org.attune.util.InvalidInputException;

/**
 * The tensors of a folder or a file. Headers are read at once; each tensor is read on demand, piece
 * by piece, so that the heap never holds it.
 *
 * <p>F32, F16 and BF16 are passed on as they are and widened without loss where they are read to
 * the heap; F64 is rounded to F32.
 */
final class WeightFiles {
  /** The single file of a small model. */
  static final String WHOLE = "model.safetensors";

  /** The file that maps each tensor of a large model to its shard. */
  static final String INDEX = "model.safetensors.index.json";

  /** The same in the older format, and its index. */
  private static final String TORCH = "pytorch_model.bin";

  private static final String TORCH_INDEX = "pytorch_model.bin.index.json";
  private static final long LARGEST_HEADER = 100L << 20;
  private static final int PIECE = 4 << 20;

  private final Path where;
  private final Map<String, Place> places = new LinkedHashMap<>();

  /** Reused, since direct buffers are freed late. */
  private final byte[] piece = new byte[PIECE];

  private final ByteBuffer numbers =
      ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);

  private record Place(Path file, long base, SafeTensorsHeader.Entry entry) {}

  private WeightFiles(Path where) {
    this.where = where;
  }

  /** Lists the tensors of a model folder. */
  static WeightFiles of(Path folder) {
    if (Files.isRegularFile(folder.resolve(WHOLE))) {
      return ofFile(folder.resolve(WHOLE));
    }
    if (Files.isRegularFile(folder.resolve(INDEX))) {
      return ofShards(folder, INDEX);
    }
    if (Files.isRegularFile(folder.resolve(TORCH))) {
      return ofFile(folder.resolve(TORCH));
    }
    InvalidInputException.unless(
        Files.isRegularFile(folder.resolve(TORCH_INDEX)),
        "%s: neither %s nor %s nor %s exists; a Hugging Face model folder has one of them.",
        folder,
        WHOLE,
        INDEX,
        TORCH);
    return ofShards(folder, TORCH_INDEX);
  }

  private static WeightFiles ofShards(Path folder, String index) {
    WeightFiles files = new WeightFiles(folder);
    ShardIndex.shards(folder.resolve(index)).forEach(files::add);
    return files;
  }

  /** Lists the tensors of one file. */
  static WeightFiles ofFile(Path file) {
    WeightFiles files = new WeightFiles(file);
    files.add(file);
    return files;
  }

  private void add(Path file) {
    if (file.toString().endsWith(".bin")) {
      TorchCheckpoint.tensors(file).forEach(each -> add(file, each.base(), each.entry()));
      return;
    }
    // Not a channel: an interrupt would close it during loading.
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] text = header(in, file);
      JsonObject header = JsonValidator.parse(text, file + ", safetensors header");
      long base = 8L + text.length;
      long data = in.length() - base;
      for (SafeTensorsHeader.Entry entry : SafeTensorsHeader.entries(header, data, file)) {
        add(file, base, entry);
      }
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private void add(Path file, long base, SafeTensorsHeader.Entry entry) {
    InvalidInputException.unless(
        places.put(entry.name(), new Place(file, base, entry)) == null,
        "%s: the weights '%s' are in two shards; the folder is damaged.",
        where,
        entry.name());
  }

  private static byte[] header(RandomAccessFile in, Path file) throws IOException {
    long size = in.length();
    InvalidInputException.unless(
        size >= 8, "%s: not a safetensors file, it has only %d bytes.", file, size);
    byte[] head = new byte[8];
    in.readFully(head);
    long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    InvalidInputException.unless(
        length > 1 && length <= Math.min(LARGEST_HEADER, size - 8),
        "%s: not a safetensors file or cut short: its header claims %d of %d bytes.",
        file,
        length,
        size);
    byte[] text = new byte[(int) length];
    in.readFully(text);
    return text;
  }

  /** Puts a prefix before all names, but for some, unless one has it already. */
  void prefix(String prefix, List<String> without) {
    if (prefix.isEmpty() || names().stream().anyMatch(name -> name.startsWith(prefix))) {
      return;
    }
    Map<String, Place> before = new LinkedHashMap<>(places);
    places.clear();
    before.forEach(
        (name, place) -> places.put(without.contains(name) ? name : prefix + name, place));
  }

  /**
   * Gives tensors other names, and leaves out those that get none; returns what those are called.
   */
  List<String> rename(Function<String, Optional<String>> names) {
    Map<String, Place> before = new LinkedHashMap<>(places);
    List<String> without = new ArrayList<>();
    places.clear();
    before.forEach(
        (name, place) -> {
          Optional<String> other = names.apply(name);
          if (other.isEmpty()) {
            without.add(name);
            return;
          }
          InvalidInputException.unless(
              places.put(other.get(), place) == null,
              "%s: the weights '%s' are there twice, under two names; remove one of them.",
              where,
              other.get());
        });
    return without;
  }

  /** Returns the names of all tensors. */
  Set<String> names() {
    return places.keySet();
  }

  /** Returns whether there is a tensor of that name. */
  boolean has(String name) {
    return places.containsKey(name);
  }

  /** Returns a tensor's shape. */
  long[] shape(String name) {
    return places.get(name).entry().shape().clone();
  }

  /** Returns how a tensor's values are stored: F32, F16, BF16 or F64. */
  String type(String name) {
    return places.get(name).entry().type();
  }

  /** Returns whether two tensors hold the same values. */
  boolean equal(String one, String other) {
    SafeTensorsHeader.Entry a = places.get(one).entry();
    SafeTensorsHeader.Entry b = places.get(other).entry();
    return a.count() == b.count() && Arrays.equals(read(one).values(), read(other).values());
  }

  /** Reads a tensor to the heap; one with NaN or infinity is rejected. */
  HostTensor read(String name) {
    SafeTensorsHeader.Entry entry = places.get(name).entry();
    float[] values = new float[entry.count()];
    pieces(
        name,
        0,
        entry.count(),
        (numbers, count, type, first) -> {
          decode(numbers, type, values, (int) first);
          return true;
        });
    HostTensor tensor = new HostTensor(entry.shape().clone(), values);
    tensor.requireFinite(where.toString(), name);
    return tensor;
  }

  /** Passes on the bytes of a tensor; one with NaN or infinity is rejected. */
  void read(String name, WeightReader.Piece next) {
    pieces(name, 0, places.get(name).entry().count(), next);
  }

  /** Passes on the bytes of some values of a tensor, which follow each other. */
  void part(String name, long from, long count, WeightReader.Piece next) {
    pieces(name, from, count, next);
  }

  private void pieces(String name, long from, long count, WeightReader.Piece next) {
    Place place = places.get(name);
    String type = place.entry().type();
    int width = SafeTensorsHeader.width(type);
    int most = (int) Math.min(PIECE / width, count);
    try (RandomAccessFile in = new RandomAccessFile(place.file().toFile(), "r")) {
      in.seek(place.base() + place.entry().from() + from * width);
      for (long done = 0; done < count; ) {
        int some = (int) Math.min(count - done, most);
        in.readFully(piece, 0, some * width);
        numbers.clear().put(piece, 0, some * width).flip();
        if (!next.take(numbers, some, type, done)) {
          read(name); // reports the position of the bad value
        }
        done += some;
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          place.file() + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static void decode(ByteBuffer numbers, String type, float[] values, int first) {
    for (int i = first; numbers.hasRemaining(); i++) {
      values[i] =
          switch (type) {
            case "F64" -> (float) numbers.getDouble();
            case "F16" -> HalfFloat.toFloat(numbers.getShort());
            case "BF16" -> Float.intBitsToFloat(numbers.getShort() << Short.SIZE);
            default -> numbers.getFloat();
          };
    }
  }
}
