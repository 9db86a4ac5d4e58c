package org.attune.model.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.attune.util.InvalidInputException;

/**
 * Finds the tensors in a file of {@code torch.save}, such as {@code pytorch_model.bin}: an
 * uncompressed archive, or the form before PyTorch 1.6, in which the numbers follow the pickles.
 *
 * <p>Only the description is read, and nothing in it is run; see {@link PickleReader}.
 */
final class TorchCheckpoint {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int LARGEST_PICKLE = 32 << 20;
  private static final String PICKLE = "data.pkl";

  private final Path file;
  private final Map<String, Place> storages = new HashMap<>();

  /** Where the numbers of a storage are, in bytes. */
  private record Place(long from, long length) {}

  /**
   * One tensor.
   *
   * @param base the byte of the file at which its storage begins
   * @param entry its type, shape, and place in the storage
   */
  record Located(long base, SafeTensorsHeader.Entry entry) {}

  private TorchCheckpoint(Path file) {
    this.file = file;
  }

  /** Returns the tensors of a file in their order. */
  static List<Located> tensors(Path file) {
    try {
      TorchCheckpoint checkpoint = new TorchCheckpoint(file);
      return checkpoint.located(isArchive(file) ? checkpoint.archive() : checkpoint.sequence());
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static boolean isArchive(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return in.length() > 4 && in.readInt() == 0x504B0304;
    }
  }

  private Object archive() throws IOException {
    try (ZipFile zip = opened()) {
      ZipArchiveEntry pickle =
          Collections.list(zip.getEntries()).stream()
              .filter(entry -> entry.getName().endsWith("/" + PICKLE))
              .findFirst()
              .orElseThrow(() -> damaged("the archive lacks " + PICKLE));
      String root = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
      requireLittleEndian(zip, root);
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (entry.getName().startsWith(root + "data/")) {
          storages.put(entry.getName().substring(root.length() + 5), place(entry));
        }
      }
      return new PickleReader(ByteBuffer.wrap(content(zip, pickle)), file.toString()).read();
    }
  }

  private ZipFile opened() throws IOException {
    try {
      return ZipFile.builder().setPath(file).get();
    } catch (IllegalArgumentException e) {
      throw damaged("the archive's directory cannot be read"); // it points outside of the file
    }
  }

  private Place place(ZipArchiveEntry entry) {
    InvalidInputException.unless(
        entry.getMethod() == ZipArchiveEntry.STORED,
        "%s: the archive is compressed, as torch.save never does; save the model again.",
        file);
    return new Place(entry.getDataOffset(), entry.getSize());
  }

  private byte[] content(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    InvalidInputException.unless(
        entry.getSize() >= 0 && entry.getSize() <= LARGEST_PICKLE,
        "%s: %s has %d bytes, more than any state dictionary needs.",
        file,
        entry.getName(),
        entry.getSize());
    return zip.getInputStream(entry).readNBytes(LARGEST_PICKLE);
  }

  private void requireLittleEndian(ZipFile zip, String root) throws IOException {
    ZipArchiveEntry order = zip.getEntry(root + "byteorder");
    if (order != null) {
      String text = new String(content(zip, order), StandardCharsets.US_ASCII);
      InvalidInputException.unless(
          text.equals("little"),
          "%s: the numbers are in %s-endian order; save the model in safetensors format.",
          file,
          text);
    }
  }

  /** Reads the old form: magic number, protocol, system, dictionary, keys of storages, storages. */
  private Object sequence() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] head = new byte[(int) Math.min(in.length(), LARGEST_PICKLE)];
      in.readFully(head);
      ByteBuffer buffer = ByteBuffer.wrap(head);
      PickleReader pickles = new PickleReader(buffer, file.toString());
      if (head.length < 16 || !MAGIC.equals(pickles.read())) {
        throw damaged("it was not written by torch.save");
      }
      pickles.read();
      pickles.read();
      Object dictionary = pickles.read();
      Object keys = pickles.read();
      Map<String, Integer> widths = widths(dictionary);
      long at = buffer.position();
      for (Object key : keys instanceof List<?> list ? list : List.of()) {
        at = follow(in, at, String.valueOf(key), widths);
      }
      return dictionary;
    }
  }

  /** Notes where a storage is, and returns where the next one begins. */
  private long follow(RandomAccessFile in, long at, String key, Map<String, Integer> widths)
      throws IOException {
    byte[] count = new byte[Long.BYTES];
    in.seek(at);
    in.readFully(count);
    long values = ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long from = at + Long.BYTES;
    int width = widths.getOrDefault(key, 0);
    if (width == 0 || values < 0 || values > (in.length() - from) / width) {
      throw damaged("the storage '" + key + "' is not where it should be");
    }
    storages.put(key, new Place(from, values * width));
    return from + values * width;
  }

  private Map<String, Integer> widths(Object dictionary) {
    Map<String, Integer> widths = new HashMap<>();
    for (Map.Entry<String, PickleReader.View> each : views(dictionary).entrySet()) {
      PickleReader.Storage storage = each.getValue().storage();
      widths.put(storage.key(), width(each.getKey(), storage));
    }
    return widths;
  }

  private int width(String name, PickleReader.Storage storage) {
    String type = type(storage.type());
    SafeTensorsHeader.requireType(name, type, file);
    return SafeTensorsHeader.width(type);
  }

  private static String type(String storage) {
    return switch (storage) {
      case "torch.FloatStorage" -> "F32";
      case "torch.HalfStorage" -> "F16";
      case "torch.BFloat16Storage" -> "BF16";
      case "torch.DoubleStorage" -> "F64";
      case "torch.BoolStorage" -> "BOOL";
      case "torch.ByteStorage" -> "U8";
      case "torch.IntStorage" -> "I32";
      case "torch.LongStorage" -> "I64";
      default -> storage;
    };
  }

  private Map<String, PickleReader.View> views(Object dictionary) {
    Map<String, PickleReader.View> views = new LinkedHashMap<>();
    Map<?, ?> all = dictionary instanceof Map<?, ?> map ? map : Map.of("the file", "");
    for (Map.Entry<?, ?> each : all.entrySet()) {
      boolean tensor = each.getValue() instanceof PickleReader.View;
      if (!tensor && SafeTensorsHeader.isBuffer(String.valueOf(each.getKey()))) {
        continue; // the score of what a mask hides, as a number
      }
      if (!(each.getValue() instanceof PickleReader.View view)) {
        throw InvalidInputException.of(
            "%s: %s is not a tensor; save the model's state_dict() alone, or in safetensors format.",
            file, each.getKey());
      }
      views.put(String.valueOf(each.getKey()), view);
    }
    return views;
  }

  private List<Located> located(Object dictionary) {
    List<Located> located = new ArrayList<>();
    views(dictionary).forEach((name, view) -> located.add(located(name, view)));
    return located;
  }

  private Located located(String name, PickleReader.View view) {
    int width = width(name, view.storage());
    Place place = storages.get(view.storage().key());
    long[] shape = view.shape().stream().mapToLong(Long::longValue).toArray();
    long bytes = SafeTensorsHeader.bytes(shape, width);
    long from = view.offset() * width;
    InvalidInputException.unless(
        place != null
            && bytes >= 0
            && bytes <= Integer.MAX_VALUE
            && from >= 0
            && from <= place.length() - bytes,
        "%s: the storage of tensor '%s' is missing or too short; the file is cut short or damaged.",
        file,
        name);
    InvalidInputException.unless(
        isContiguous(shape, view.strides()),
        "%s: tensor '%s' is stored transposed; save the model in safetensors format.",
        file,
        name);
    return new Located(
        place.from(),
        new SafeTensorsHeader.Entry(name, type(view.storage().type()), shape, from, from + bytes));
  }

  private static boolean isContiguous(long[] shape, List<Long> strides) {
    long step = 1;
    boolean contiguous = strides.size() == shape.length;
    for (int i = shape.length - 1; contiguous && i >= 0; i--) {
      contiguous = shape[i] == 1 || strides.get(i) == step;
      step *= shape[i];
    }
    return contiguous;
  }

  private InvalidInputException damaged(String why) {
    return InvalidInputException.of("%s: %s; the file is damaged or of another kind.", file, why);
  }
}
