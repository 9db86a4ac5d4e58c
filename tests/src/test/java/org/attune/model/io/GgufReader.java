package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the format independently of the writer. */
final class GgufReader {
  final Map<String, Object> metadata = new LinkedHashMap<>();
  final Map<String, long[]> places = new LinkedHashMap<>(); // type, offset, then dimensions
  final ByteBuffer in;
  final int data;

  GgufReader(Path file) throws IOException {
    in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[4];
    in.get(magic);
    assertEquals("GGUF", new String(magic, StandardCharsets.US_ASCII));
    assertEquals(3, in.getInt());
    long tensors = in.getLong();
    long entries = in.getLong();
    for (long i = 0; i < entries; i++) {
      metadata.put(text(), value(in.getInt()));
    }
    for (long i = 0; i < tensors; i++) {
      String name = text();
      int rank = in.getInt();
      long[] place = new long[rank + 2];
      for (int d = 0; d < rank; d++) {
        place[d + 2] = in.getLong();
      }
      place[0] = in.getInt();
      place[1] = in.getLong();
      places.put(name, place);
    }
    data = (in.position() + 31) / 32 * 32;
  }

  private String text() {
    byte[] bytes = new byte[(int) in.getLong()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Object value(int type) {
    return switch (type) {
      case 4, 5 -> in.getInt();
      case 6 -> in.getFloat();
      case 7 -> in.get() != 0;
      case 8 -> text();
      case 9 -> {
        int inner = in.getInt();
        long count = in.getLong();
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < count; i++) {
          list.add(value(inner));
        }
        yield list;
      }
      default -> throw new IllegalStateException("type " + type);
    };
  }

  float[] values(String name) {
    long[] place = places.get(name);
    assertEquals(0, place[1] % 32);
    int count = 1;
    for (int d = 2; d < place.length; d++) {
      count *= (int) place[d];
    }
    float[] values = new float[count];
    in.position(data + (int) place[1]);
    for (int i = 0; i < count; i++) {
      if (place[0] == 8) {
        float scale = HalfFloat.toFloat(in.getShort());
        for (int j = 0; j < 32; j++) {
          values[i + j] = scale * in.get();
        }
        i += 31;
      } else {
        values[i] = place[0] == 0 ? in.getFloat() : HalfFloat.toFloat(in.getShort());
      }
    }
    return values;
  }
}
