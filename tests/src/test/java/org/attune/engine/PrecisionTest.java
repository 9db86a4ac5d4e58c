package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.WithProperty;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The precision of products")
final class PrecisionTest {
  private static final Device CPU = Device.cpu();

  private static <T> T without(Supplier<T> job) {
    return WithProperty.of("attune.bfloat16", "off", job);
  }

  private static <T> T conditionedOn(String precision, Supplier<T> job) {
    return WithProperty.of("attune.precision", precision, job);
  }

  /** A wish in the environment of whoever runs the tests does not count. */
  private static MatmulPrecision training() {
    return conditionedOn("", () -> Precision.forTraining(CPU));
  }

  @Test
  @DisplayName("is bfloat16 where there are fast units for it, and 32 bits elsewhere")
  void units() {
    boolean units = Precision.hasFastBfloat16(CPU);
    assertEquals(units ? MatmulPrecision.BFLOAT16 : MatmulPrecision.FLOAT32, training());
    assertFalse(without(() -> Precision.hasFastBfloat16(CPU)));
    assertEquals(MatmulPrecision.FLOAT32, without(PrecisionTest::training));
    long large = 2_000_001;
    assertEquals(
        MatmulPrecision.FLOAT32,
        conditionedOn("", () -> without(() -> Precision.forSampling(CPU, large))));
  }

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, avx2 fma, false",
    "GenuineIntel, avx512f avx512_bf16 avx512_fp16, false",
    "GenuineIntel, avx512f avx512_bf16 amx_bf16 amx_tile, true",
    "AuthenticAMD, avx2 fma, false",
    "AuthenticAMD, avx512f avx512_bf16, true",
    "AuthenticAMD, avx512f avx512_bf16x, false"
  })
  @DisplayName("is 32 bits on an Intel processor without AMX, whose other units are slower")
  void makers(String maker, String flags, boolean fast) {
    String processor = "vendor_id\t: " + maker + "\nflags\t\t: fpu " + flags + " sse2\n";
    assertEquals(fast, Precision.hasFastBfloat16(processor));
  }

  @Test
  @DisplayName("is never one that the processor refuses to multiply in")
  void probed() {
    boolean units = Precision.hasFastBfloat16(CPU);
    assertTrue(!units || OneDnn.computes(MatmulPrecision.BFLOAT16), "units that do not compute");
  }

  @Test
  @DisplayName("is the one that is asked for; without units for it there is a warning")
  void asked() {
    assertEquals(MatmulPrecision.FLOAT32, conditionedOn("fp32", () -> Precision.forTraining(CPU)));
    assertEquals(
        MatmulPrecision.BFLOAT16, conditionedOn(" BF16 ", () -> Precision.forTraining(CPU)));
    assertEquals(
        MatmulPrecision.BFLOAT16,
        without(() -> conditionedOn("bfloat16", () -> Precision.forTraining(CPU))));
    String warning = without(() -> Precision.warning(CPU)).orElseThrow();
    assertTrue(warning.contains("this processor has no fast units"), warning);
    assumeTrue(
        Precision.hasFastBfloat16(CPU), "SKIPPED: this processor has no fast bfloat16 units");
    assertEquals(Optional.empty(), Precision.warning(CPU));
  }

  @Test
  @DisplayName("must be one that there is")
  void unknown() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> conditionedOn("float16", () -> Precision.forTraining(CPU)));
    assertTrue(refused.getMessage().contains("'float16'"), refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource(MatmulPrecision.class)
  @DisplayName(
      "needs no oneDNN by name: on other architectures, or if told, products are PyTorch's")
  void portable(MatmulPrecision products) {
    for (String architecture : new String[] {"aarch64", "riscv64", ""}) {
      assertFalse(
          WithProperty.of("os.arch", architecture, () -> Precision.isFastestByName(CPU, products)));
    }
    assertFalse(
        WithProperty.of(
            "attune.products", "default", () -> Precision.isFastestByName(CPU, products)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "x86_64"})
  @DisplayName("in 32 bits is oneDNN's on x86 processors of every kind")
  void byName(String architecture) {
    assumeTrue(
        System.getProperty("os.arch").matches("amd64|x86_64"), "SKIPPED: not an x86 processor");
    assertTrue(
        without(
            () ->
                WithProperty.of(
                    "os.arch",
                    architecture,
                    () -> Precision.isFastestByName(CPU, MatmulPrecision.FLOAT32))));
    assertFalse(without(() -> Precision.isFastestByName(CPU, MatmulPrecision.BFLOAT16)));
  }
}
