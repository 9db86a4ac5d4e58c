package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bytes of a stream that can be read ahead")
final class PeekableBytesTest {
  private final byte[] all = new byte[3 * PeekableBytes.SIZE + 5];

  PeekableBytesTest() {
    new Random(1).nextBytes(all);
  }

  /** Gives at most some bytes at a time, as a stream that is unpacked does. */
  private static InputStream slow(byte[] all, int most) {
    return new ByteArrayInputStream(all) {
      @Override
      public int read(byte[] to, int from, int length) {
        return super.read(to, from, Math.min(length, most));
      }
    };
  }

  @Test
  @DisplayName("are the stream's, whatever was looked at before")
  void same() throws IOException {
    try (PeekableBytes bytes = new PeekableBytes(slow(all, 1_000))) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      for (int at = 0; at < all.length; at++) {
        int ahead = at * 31 % 40_000;
        int expected = at + ahead < all.length ? all[at + ahead] & 0xFF : -1;
        if (at % 97 == 0) {
          assertEquals(expected, bytes.peek(ahead), at + " + " + ahead);
        }
        read.write(bytes.read());
      }
      assertEquals(-1, bytes.read());
      assertEquals(-1, bytes.peek(0));
      assertArrayEquals(all, read.toByteArray());
    }
  }

  @Test
  @DisplayName("are not looked at beyond what is held")
  void far() throws IOException {
    try (PeekableBytes bytes = new PeekableBytes(slow(all, all.length))) {
      assertEquals(all[PeekableBytes.SIZE - 1] & 0xFF, bytes.peek(PeekableBytes.SIZE - 1));
      assertEquals(-1, bytes.peek(PeekableBytes.SIZE));
      assertEquals(all[0] & 0xFF, bytes.read());
    }
  }

  @Test
  @DisplayName("begin with what they begin with, and not with more")
  void starts() throws IOException {
    try (PeekableBytes bytes = new PeekableBytes(slow(new byte[] {1, 2}, 1))) {
      assertTrue(bytes.startsWith(1, 2));
      assertFalse(bytes.startsWith(2));
      assertFalse(bytes.startsWith(1, 2, 3));
    }
  }

  @Test
  @DisplayName("are all read before the fault of the stream is met")
  void fault() throws IOException {
    InputStream cut =
        new InputStream() {
          private int given;

          @Override
          public int read() throws IOException {
            if (given == 2) {
              throw new EOFException("cut");
            }
            return ++given;
          }

          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            to[from] = (byte) read();
            return 1;
          }
        };
    try (PeekableBytes bytes = new PeekableBytes(cut)) {
      assertEquals(1, bytes.read());
      assertEquals(2, bytes.read());
      assertThrows(EOFException.class, bytes::read);
    }
  }
}
