package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code gguf/blocks.gguf} holds 256 numbers of each type, made of random bits, and beside each
 * tensor the same numbers in 32 bits as llama.cpp's Python package gguf 0.19 widens them.
 */
@DisplayName("The numbers of a GGUF file")
final class GgufBlocksTest {
  @TempDir private Path folder;
  private GgufFile file;

  @BeforeEach
  void copy() throws IOException {
    Path place = folder.resolve("blocks.gguf");
    try (InputStream in = GgufBlocksTest.class.getResourceAsStream("/gguf/blocks.gguf")) {
      Files.copy(in, place);
    }
    file = GgufFile.read(place);
  }

  private float[] values(String name) {
    GgufFile.Tensor tensor = file.tensors().get(name);
    float[] values = new float[(int) tensor.count()];
    try (GgufData data = new GgufData(tensor)) {
      GgufBlocks.decode(tensor.type(), data.read(0, (int) tensor.bytes()), values.length, values);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("are widened to the same bits as by llama.cpp's own package")
  void widened(GgufType type) {
    String name = type.name().toLowerCase(java.util.Locale.ROOT);
    assertEquals(type, file.tensors().get(name).type());
    float[] values = values(name);
    assertEquals(256, values.length);
    assertArrayEquals(values(name + ".expected"), values, 0);
  }

  @Test
  @DisplayName("are the same if their bytes are")
  void equal() {
    GgufFile.Tensor one = file.tensors().get("q4_k");
    assertEquals(true, GgufData.equal(one, one));
    assertFalse(GgufData.equal(file.tensors().get("q4_0"), file.tensors().get("q4_1")));
    assertFalse(
        GgufData.equal(file.tensors().get("q4_0.expected"), file.tensors().get("q4_1.expected")));
  }
}
