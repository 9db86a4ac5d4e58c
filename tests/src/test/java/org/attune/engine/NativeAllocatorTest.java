package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.Tiny;
import org.attune.model.WeightGradients;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The C library's allocator")
final class NativeAllocatorTest {
  private static final int TRIM = -1;
  private static final int PAD = -2;
  private static final int MAP = -3;
  private static final int MIB = 1 << 20;

  /** A C library that accepts thresholds up to a limit, and keeps what it accepted. */
  private static final class Glibc implements NativeAllocator.C {
    private final int limit;
    private final Map<Integer, Integer> accepted = new LinkedHashMap<>();

    Glibc(int limit) {
      this.limit = limit;
    }

    @Override
    public int mallopt(int parameter, int value) {
      if (parameter == MAP && value > limit) {
        return 0;
      }
      accepted.put(parameter, value);
      return 1;
    }
  }

  @Test
  @DisplayName("keeps freed memory, up to 1 GiB in one block")
  void tuned() {
    Glibc glibc = new Glibc(Integer.MAX_VALUE);
    new NativeAllocator(() -> glibc).tune();
    assertEquals(Map.of(MAP, 1024 * MIB, TRIM, Integer.MAX_VALUE, PAD, 64 * MIB), glibc.accepted);
  }

  @Test
  @DisplayName("keeps blocks up to 32 MiB where it is so old that it refuses more")
  void old() {
    Glibc glibc = new Glibc(32 * MIB);
    NativeAllocator allocator = new NativeAllocator(() -> glibc);
    allocator.tune();
    assertEquals(Map.of(MAP, 32 * MIB, TRIM, Integer.MAX_VALUE, PAD, 64 * MIB), glibc.accepted);
    allocator.returnArrays(true);
    assertEquals(2 * MIB, glibc.accepted.get(MAP));
    allocator.returnArrays(false);
    assertEquals(32 * MIB, glibc.accepted.get(MAP));
  }

  @Test
  @DisplayName("returns arrays until the last who asked for it has ended")
  void requests() {
    Glibc glibc = new Glibc(Integer.MAX_VALUE);
    NativeAllocator allocator = new NativeAllocator(() -> glibc);
    allocator.tune();
    allocator.returnArrays(true);
    allocator.returnArrays(true);
    allocator.returnArrays(false);
    assertEquals(2 * MIB, glibc.accepted.get(MAP));
    allocator.returnArrays(false);
    assertEquals(1024 * MIB, glibc.accepted.get(MAP));
  }

  @Test
  @DisplayName("is left alone by a small model that is trained beside a large one")
  void small() {
    assumeTrue(Platform.isLinux(), "SKIPPED: the allocator is set under Linux only");
    WeightGradients gradients = Tiny.weights(Tiny.config(4, 4, true), 3).gradients();
    NativeMemory.returnArrays(true); // A large model is trained from here ...
    try {
      assertTrue(NativeAllocator.GLIBC.returnsArrays());
      gradients.begin();
      assertTrue(NativeAllocator.GLIBC.returnsArrays());
      gradients.end();
      assertTrue(NativeAllocator.GLIBC.returnsArrays());
    } finally {
      NativeMemory.returnArrays(false); // ... to here.
    }
    assertFalse(NativeAllocator.GLIBC.returnsArrays());
  }
}
