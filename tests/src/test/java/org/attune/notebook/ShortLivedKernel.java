package org.attune.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel as users install it, for notebooks that run once in a small size: the JIT stops at its
 * first level, since most of what it compiles further is not called often enough to repay it, and
 * the engine has one thread, since two would wait for each other and for the tests beside them.
 */
public final class ShortLivedKernel {
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-Dai.djl.pytorch.num_threads=1");

  private ShortLivedKernel() {}

  /** Installs the kernel below a data folder of Jupyter and returns its own folder. */
  public static Path install(Path jupyter, String name) {
    Path kernel = new KernelFolder(jupyter, name).install();
    Path spec = kernel.resolve("kernel.json");
    try {
      JsonObject json = JsonParser.parseString(Files.readString(spec)).getAsJsonObject();
      JsonArray command = json.getAsJsonArray("argv");
      JsonArray longer = new JsonArray();
      longer.add(command.get(0)); // java
      OPTIONS.forEach(longer::add);
      command.asList().stream().skip(1).forEach(longer::add);
      json.add("argv", longer);
      Files.writeString(spec, json.toString());
      return kernel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
