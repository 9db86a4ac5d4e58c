package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were written by PyTorch 2.7.1. */
@DisplayName("A file of torch.save")
final class TorchCheckpointTest {
  private static final float[] QUARTERS = {0, 0.25f, 0.5f, 0.75f, 1, 1.25f};

  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = TorchCheckpointTest.class.getResourceAsStream("/torch/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive.bin", "before-1.6.bin"})
  @DisplayName("gives its tensors: every precision, parameters, rows, and storages that are shared")
  void tensors(String name) throws IOException {
    WeightFiles files = WeightFiles.ofFile(file(name));
    assertEquals(
        List.of("wide", "half", "brain", "double", "row", "tied", "learned"),
        List.copyOf(files.names()));
    assertEquals(
        List.of("F32", "F16", "BF16", "F64", "F32", "F32", "F32"),
        files.names().stream().map(files::type).toList());
    for (String each : List.of("wide", "half", "brain", "double", "tied")) {
      assertArrayEquals(new long[] {2, 3}, files.shape(each));
      assertArrayEquals(QUARTERS, files.read(each).values(), each);
    }
    assertArrayEquals(Arrays.copyOfRange(QUARTERS, 3, 6), files.read("row").values());
    assertArrayEquals(new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f}, files.read("learned").values());
    assertTrue(files.equal("wide", "tied"));
  }

  @Test
  @DisplayName("gives parameters that transformers marked, without their marks")
  void marked() throws IOException {
    assertArrayEquals(QUARTERS, WeightFiles.ofFile(file("marked.bin")).read("w").values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"masks.bin", "masks-before-1.6.bin"})
  @DisplayName("may hold masks in whole numbers and plain numbers beside its weights")
  void masks(String name) throws IOException {
    WeightFiles files = WeightFiles.ofFile(file(name));
    assertEquals(
        List.of("F32", "BOOL", "F32", "U8", "I64", "I32", "F32"),
        files.names().stream().map(files::type).toList());
    assertArrayEquals(QUARTERS, files.read("w").values());
    assertArrayEquals(new float[] {1, 1, 1}, files.read("tail").values());
    assertTrue(!files.has("transformer.h.2.attn.masked_bias"));
  }

  @ParameterizedTest
  @CsvSource({
    "transposed.bin, tensor 'w' is stored transposed",
    "training.bin, step is not a tensor",
    "whole-numbers.bin, tensor 'w' has type I64",
    "module.bin, the file calls torch.nn.modules.linear.Linear"
  })
  @DisplayName("with anything else is refused by its name, and nothing of it is run")
  void refused(String name, String said) throws IOException {
    Path file = file(name);
    String message =
        assertThrows(InvalidInputException.class, () -> WeightFiles.ofFile(file)).getMessage();
    assertTrue(message.startsWith(file.toString()) && message.contains(said), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive.bin", "before-1.6.bin"})
  @DisplayName("that is cut short is refused, wherever it ends")
  void cutShort(String name) throws IOException {
    Path whole = file(name);
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length += 7) {
      Path cut = folder.resolve("cut" + length + ".bin");
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThrows(InvalidInputException.class, () -> WeightFiles.ofFile(cut), cut::toString);
    }
  }

  @Test
  @DisplayName("is read where a folder has no safetensors file, also as shards")
  void folders() throws IOException {
    Files.move(file("archive.bin"), folder.resolve("pytorch_model.bin"));
    assertEquals(7, WeightFiles.of(folder).names().size());
    Files.move(folder.resolve("pytorch_model.bin"), folder.resolve("shard-1.bin"));
    Files.writeString(
        folder.resolve("pytorch_model.bin.index.json"),
        "{\"weight_map\":{\"wide\":\"shard-1.bin\"}}");
    assertEquals(7, WeightFiles.of(folder).names().size());
  }
}
