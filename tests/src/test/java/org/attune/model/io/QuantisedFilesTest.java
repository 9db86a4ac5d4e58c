package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.attune.Policy;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.model.Quantisation;
import org.attune.model.WeightForm;
import org.attune.model.Weights;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Files of quantised models")
final class QuantisedFilesTest {
  private static final LanguageModel PLAIN = Policy.bundled().model();
  private static final String DOWN = "model.layers.2.mlp.down_proj.weight";

  @TempDir private Path folder;

  private static LanguageModel load(Path path, Quantisation type) {
    return HuggingFaceFolder.load(path, Device::cpu, Optional.of(type), (done, all) -> {});
  }

  @Test
  @DisplayName("in GGUF's Q8_0 keep their numbers, which are those that the export writes")
  void eight() {
    Path file = folder.resolve("model.gguf");
    GgufExport.write(PLAIN, "model", GgufType.Q8_0, file);
    Weights read = load(file, Quantisation.Q8_0).decoder().weights();
    Weights own = PLAIN.quantised(Quantisation.Q8_0).decoder().weights();
    for (String name : read.names()) {
      if (name.endsWith("proj.weight")) {
        float[] before = PLAIN.decoder().weights().values(name);
        float[] expected = new float[before.length];
        ByteBuffer blocks = ByteBuffer.wrap(GgufType.Q8_0.encode(before));
        GgufBlocks.decode(
            GgufType.Q8_0, blocks.order(ByteOrder.LITTLE_ENDIAN), before.length, expected);
        assertArrayEquals(expected, own.values(name), name);
        assertArrayEquals(expected, read.values(name), name);
      }
    }
  }

  @Test
  @DisplayName("in GGUF's Q4_0 keep the numbers of all blocks that have a smallest code")
  void four() {
    int count = 64 * 32;
    SplittableRandom random = new SplittableRandom(5);
    ByteBuffer blocks = ByteBuffer.allocate(18 * 64).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 64; block++) {
      float scale = (float) (random.nextDouble() - 0.5) / (1 << (block % 20));
      blocks.putShort(HalfFloat.fromFloat(scale));
      byte[] codes = new byte[16];
      random.nextBytes(codes);
      codes[block % 16] &= block % 2 == 0 ? (byte) 0x0f : (byte) 0xf0; // -8, as the largest has
      blocks.put(codes);
    }
    float[] expected = new float[count];
    GgufBlocks.decode(GgufType.Q4_0, blocks.rewind(), count, expected);
    ByteBuffer numbers = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    numbers.asFloatBuffer().put(expected);
    Weights read =
        Weights.load(
            Map.of(DOWN, new Shape(64, 32)),
            (name, next) -> next.take(numbers, count, "F32", 0),
            new WeightForm(DType.F16, Optional.of(Quantisation.Q4_0)),
            Device.cpu());
    float[] actual = read.values(DOWN);
    for (int i = 0; i < count; i++) {
      assertEquals(expected[i], actual[i] + 0f); // without a sign of zero
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("are read as blocks one matrix at a time")
  void folders(Quantisation type) {
    HuggingFaceFolder.save(PLAIN, folder.resolve("model"));
    LanguageModel read = load(folder.resolve("model"), type);
    assertEquals(PLAIN.quantised(type).hash(), read.hash());
    assertEquals(Optional.of(type), read.quantisation());
  }

  @Test
  @DisplayName("hold the adapter alone, or the dequantised weights with it")
  void saved() {
    HuggingFaceFolder.save(PLAIN, folder.resolve("base"));
    LanguageModel base = load(folder.resolve("base"), Quantisation.Q4_0);
    LanguageModel trained = base.trainee(Optional.of(new Lora(2, 4)), 3);
    Weights own = trained.decoder().trainable();
    Map<String, HostTensor> tensors = new LinkedHashMap<>(own.tensors());
    tensors.replaceAll(
        (name, tensor) -> {
          float[] values = tensor.values().clone();
          Arrays.fill(values, 0.01f);
          return new HostTensor(tensor.shape(), values);
        });
    own.set(tensors);
    Path adapter = folder.resolve("adapter");
    PolicyFolder.saveAdapter(trained, PromptTemplate.PLAIN, adapter);
    LanguageModel again = base.with("default", PeftFolder.read(adapter, base));
    assertEquals(trained.merged().hash(), again.merged().hash());
    HuggingFaceFolder.save(trained, folder.resolve("whole"), DType.F32);
    Weights whole =
        HuggingFaceFolder.load(folder.resolve("whole"), Device.cpu()).decoder().weights();
    assertArrayEquals(trained.merged().decoder().weights().values(DOWN), whole.values(DOWN));
  }
}
