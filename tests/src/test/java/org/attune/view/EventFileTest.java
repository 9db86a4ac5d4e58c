package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayName("An event file for TensorBoard")
final class EventFileTest {
  @TempDir private Path folder;

  private static Table history() {
    DoubleColumn loss = DoubleColumn.create("loss", new double[] {2.5, 1.25});
    DoubleColumn reward = DoubleColumn.create("reward", new double[] {0.5, Double.NaN});
    return Table.create(
        "history",
        IntColumn.create("step", new int[] {1, 300}),
        loss,
        reward,
        StringColumn.create("note", List.of("a", "b")));
  }

  /** Reads the messages of a TFRecord file, and checks both CRCs of each. */
  private static List<byte[]> records(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertEquals(masked(length), in.getInt());
      byte[] message =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(message);
      assertEquals(masked(message), in.getInt());
      records.add(message);
    }
    return records;
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    long value = crc.getValue();
    return (int) (((value >>> 15) | (value << 17)) + 0xa282ead8L);
  }

  @Test
  @DisplayName("holds a version and one event per number that is there")
  void scalars() throws IOException {
    Path file = EventFile.write(history(), "step", 1.5e9, folder);
    assertTrue(file.getFileName().toString().contains("tfevents"));
    List<byte[]> records = records(Files.readAllBytes(file));
    assertEquals(1 + 3, records.size());
    String first = new String(records.get(0), StandardCharsets.ISO_8859_1);
    assertTrue(first.endsWith("brain.Event:2"), first);
    String last = new String(records.get(3), StandardCharsets.ISO_8859_1);
    assertTrue(last.contains("loss"), last);
    // wall_time: tag 9 and eight bytes; then step: tag 16 and 300 as the bytes AC 02.
    ByteBuffer event = ByteBuffer.wrap(records.get(3)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(9, event.get());
    assertEquals(1.5e9, event.getDouble());
    assertEquals(16, event.get());
    assertEquals((byte) 0xAC, event.get());
    assertEquals(2, event.get());
    event.position(event.limit() - Float.BYTES);
    assertEquals(1.25f, event.getFloat());
  }
}
