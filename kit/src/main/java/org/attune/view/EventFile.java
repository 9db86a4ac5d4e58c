package org.attune.view;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.attune.util.AtomicFile;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Writes scalars as an event file, which TensorBoard reads: TFRecord frames that hold {@code Event}
 * messages in protobuf's encoding.
 *
 * <p>A frame is the length (8 bytes, little-endian), its masked CRC-32C, the message, and the
 * message's masked CRC-32C. Of the messages only these fields are written: {@code Event.wall_time}
 * 1, {@code step} 2, {@code file_version} 3, {@code summary} 5; {@code Summary.value} 1; {@code
 * Value.tag} 1, {@code simple_value} 2.
 */
public final class EventFile {
  /** TensorBoard looks for tfevents; a run that is resumed replaces its own file. */
  private static final String NAME = "events.out.tfevents.attune";

  private static final int MASK = 0xa282ead8;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final double time;

  private EventFile(double time) {
    this.time = time;
    ByteArrayOutputStream event = event(0);
    bytes(event, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
    frame(event.toByteArray());
  }

  /**
   * Writes the numeric columns of a table, one row per step.
   *
   * @param steps the column with the step
   * @param time seconds since 1970 of the first event, for TensorBoard's order of runs
   * @param folder the folder of one run, in which TensorBoard looks for such files
   */
  public static Path write(Table table, String steps, double time, Path folder) {
    EventFile file = new EventFile(time);
    NumericColumn<?> at = table.numberColumn(steps);
    for (int row = 0; row < table.rowCount(); row++) {
      for (Column<?> column : table.columns()) {
        if (column instanceof NumericColumn<?> numbers
            && !column.name().equals(steps)
            && !numbers.isMissing(row)) {
          file.scalar(column.name(), (long) at.getDouble(row), (float) numbers.getDouble(row));
        }
      }
    }
    Path path = folder.resolve(NAME);
    return AtomicFile.replace(path, file.out.toByteArray());
  }

  private void scalar(String tag, long step, float value) {
    ByteArrayOutputStream scalar = new ByteArrayOutputStream();
    bytes(scalar, 1, tag.getBytes(StandardCharsets.UTF_8));
    key(scalar, 2, FIXED32);
    scalar.writeBytes(buffer(Float.BYTES).putFloat(value).array());
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    bytes(summary, 1, scalar.toByteArray());
    ByteArrayOutputStream event = event(step);
    bytes(event, 5, summary.toByteArray());
    frame(event.toByteArray());
  }

  private ByteArrayOutputStream event(long step) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    key(event, 1, FIXED64);
    event.writeBytes(buffer(Double.BYTES).putDouble(time).array());
    key(event, 2, VARINT);
    varint(event, step);
    return event;
  }

  private void frame(byte[] message) {
    byte[] length = buffer(Long.BYTES).putLong(message.length).array();
    out.writeBytes(length);
    out.writeBytes(buffer(Integer.BYTES).putInt(masked(length)).array());
    out.writeBytes(message);
    out.writeBytes(buffer(Integer.BYTES).putInt(masked(message)).array());
  }

  /** CRCs of data that hold CRCs are weak, so TFRecord rotates them and adds a constant. */
  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void key(ByteArrayOutputStream out, int field, int type) {
    varint(out, ((long) field << 3) | type);
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    key(out, field, BYTES);
    varint(out, bytes.length);
    out.writeBytes(Arrays.copyOf(bytes, bytes.length));
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
