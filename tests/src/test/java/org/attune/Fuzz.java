package org.attune;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;

/**
 * Damages a good file in many ways, the same in every run, and reads each: a reader takes it, or
 * says in one sentence why not.
 *
 * <p>{@code ./mvnw verify -Pfuzz} tries fifty times as many, in a few minutes.
 */
public final class Fuzz {
  /** Readers share the mutations. */
  private static final int READERS = 44;

  private static final int LONGEST = 1_300;
  private static final int MUTATIONS = Integer.getInteger("attune.fuzz", 2_000) / READERS;

  /** Values that readers trip over. */
  private static final List<String> TRAPS =
      List.of(
          "null",
          "-1",
          "0",
          "1e999",
          "1e-400",
          "NaN",
          "Infinity",
          "99999999999999999999",
          "2.5",
          "{}",
          "[]",
          "[[",
          "\"\"",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "true",
          ",",
          ":",
          "\n",
          "../",
          "}",
          "]",
          "2000000000");

  private final Random random;
  private final byte[] good;

  private Fuzz(byte[] good, long seed) {
    this.good = good;
    this.random = new Random(seed);
  }

  /** Reads a file, and whatever it says counts as read. */
  @FunctionalInterface
  public interface Reader {
    /** Reads the damaged file. */
    void read() throws IOException;
  }

  /** Returns how many times each reader is tried. */
  public static int mutations() {
    return MUTATIONS;
  }

  /** Puts damage in place of a file that is good, and reads it, again and again. */
  public static void damage(Path file, long seed, Reader reader) throws IOException {
    byte[] good = Files.readAllBytes(file);
    reader.read(); // A reader that refuses everything would pass.
    Fuzz fuzz = new Fuzz(good, seed);
    for (int i = 0; i < MUTATIONS; i++) {
      fresh(file, fuzz.damaged());
      require(reader, file, i);
    }
    fresh(file, good);
  }

  /**
   * Damages one of the files of a folder, below it at any depth, and reads the folder, again and
   * again.
   */
  public static void damageOneOf(Path folder, Predicate<Path> which, long seed, Reader reader)
      throws IOException {
    Map<Path, byte[]> good = new TreeMap<>();
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path file : entries.filter(Files::isRegularFile).filter(which).toList()) {
        good.put(file, Files.readAllBytes(file));
      }
    }
    reader.read();
    List<Path> files = List.copyOf(good.keySet());
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      Path file = files.get(random.nextInt(files.size()));
      fresh(file, new Fuzz(good.get(file), random.nextLong()).damaged());
      require(reader, file, i);
      fresh(file, good.get(file));
    }
  }

  /**
   * Writes a new file. Where an old one is emptied and filled again, some file systems wait for the
   * disk, which takes longer than everything else here together.
   */
  private static void fresh(Path file, byte[] content) throws IOException {
    Files.delete(file);
    Files.write(file, content);
  }

  private static void require(Reader reader, Path file, int mutation) {
    try {
      reader.read();
    } catch (InvalidInputException e) {
      String said = e.getMessage();
      assertTrue(
          said.length() <= LONGEST && said.endsWith("."),
          () -> "mutation " + mutation + " of " + file.getFileName() + " says: " + said);
    } catch (IOException | UncheckedIOException e) {
      fail("mutation " + mutation + " of " + file.getFileName() + " is no fault of the disk", e);
    } catch (RuntimeException | Error e) {
      fail("mutation " + mutation + " of " + file.getFileName(), e);
    }
  }

  private byte[] damaged() {
    byte[] bytes = good;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(12));
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> joined(bytes, from, new byte[0], to);
      case 2 -> joined(bytes, from, trap(), from);
      case 3 -> joined(bytes, from, trap(), to);
      case 4 -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
      case 5 -> number(bytes, from);
      default -> flipped(bytes, from);
    };
  }

  private byte[] trap() {
    return TRAPS.get(random.nextInt(TRAPS.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts a trap in place of the number or word that follows a place. */
  private byte[] number(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && !Character.isLetterOrDigit(bytes[at])) {
      at++;
    }
    int end = at;
    while (end < bytes.length && (Character.isLetterOrDigit(bytes[end]) || bytes[end] == '.')) {
      end++;
    }
    return joined(bytes, at, trap(), end);
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    if (at < other.length) {
      other[at] ^= (byte) (1 << random.nextInt(8));
    }
    return other;
  }

  private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, head);
    out.writeBytes(middle);
    out.write(bytes, tail, bytes.length - tail);
    return out.toByteArray();
  }
}
