package org.attune.engine;

import java.util.List;

/** Options of a Java process that works with PyTorch. */
public final class JavaOptions {
  /**
   * The C2 JIT and the parallel GC compete with PyTorch for cores: compile ten times later than by
   * default, and collect with one thread. The commands, the notebook kernel and the workers of a
   * cluster use the same options.
   */
  public static final List<String> LIGHT =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  /** From Java 24 on, native calls want leave, or the JVM warns; older versions ignore these. */
  public static final List<String> NATIVE =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private JavaOptions() {}
}
