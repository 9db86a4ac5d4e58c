package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A compiled script")
final class CompiledScriptTest {
  private static final Device CPU = Device.cpu();
  private static final int THREADS = 4;
  private static final float[] VALUES = {-2, -0.5f, 0, 1, 3};

  /** Returns a method that no other test compiles: x tanh(x) + number. */
  private static String methods(int number) {
    return "  def f(self, x: Tensor) -> Tensor:\n    return torch.add(torch.mul(x, torch.tanh(x)), "
        + number
        + ")\n";
  }

  /** Calls the method of a script. */
  private static float[] called(CompiledScript script) {
    return PyTorch.scoped(
        () -> {
          try (NDManager manager = PyTorch.manager(CPU)) {
            IValue x = IValue.from((PtNDArray) manager.create(VALUES));
            try (x;
                IValue y = IValueUtils.runMethod(script.block(), "f", x)) {
              return y.toNDList((PtNDManager) manager).singletonOrThrow().toFloatArray();
            }
          }
        });
  }

  /** Computes the same, operation by operation. */
  private static float[] expected(int number) {
    return PyTorch.scoped(
        () -> {
          try (NDManager manager = PyTorch.manager(CPU)) {
            NDArray x = manager.create(VALUES);
            return x.mul(x.tanh()).add(number).toFloatArray();
          }
        });
  }

  @Test
  @DisplayName("computes what its operations do when they are called one by one, bit for bit")
  void same() {
    assertArrayEquals(expected(7), called(CompiledScript.of(CPU, methods(7))));
  }

  @Test
  @DisplayName("is compiled once for each text")
  void once() {
    CompiledScript first = CompiledScript.of(CPU, methods(8));
    assertSame(first, CompiledScript.of(CPU, methods(8)));
    assertNotSame(first, CompiledScript.of(CPU, methods(9)));
    assertArrayEquals(expected(9), called(CompiledScript.of(CPU, methods(9))));
  }

  @Test
  @DisplayName("lives as long as somebody uses it, though newer ones have taken its place")
  void displaced() {
    CompiledScript first = CompiledScript.of(CPU, methods(100));
    IntStream.rangeClosed(101, 132).forEach(i -> CompiledScript.of(CPU, methods(i)));
    assertNotSame(first, CompiledScript.of(CPU, methods(100)));
    System.gc();
    assertArrayEquals(expected(100), called(first));
  }

  @Test
  @DisplayName("is shared by threads, which get the results of one")
  void threads() throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<CompiledScript>> found =
          IntStream.range(0, THREADS)
              .mapToObj(i -> pool.submit(() -> CompiledScript.of(CPU, methods(10))))
              .toList();
      CompiledScript script = found.get(0).get();
      for (Future<CompiledScript> each : found) {
        assertSame(script, each.get());
      }
      List<Future<float[]>> results =
          IntStream.range(0, 8 * THREADS).mapToObj(i -> pool.submit(() -> called(script))).toList();
      for (Future<float[]> each : results) {
        assertArrayEquals(expected(10), each.get());
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  @DisplayName("of wrong text is refused each time, and is not kept")
  void wrong() {
    String text = "  def f(self, x: Tensor) -> Tensor:\n    return torch.no_such_operation(x)\n";
    for (int time = 0; time < 2; time++) {
      String message =
          assertThrows(EngineException.class, () -> CompiledScript.of(CPU, text)).getMessage();
      assertTrue(message.contains("no_such_operation"), message);
    }
  }
}
