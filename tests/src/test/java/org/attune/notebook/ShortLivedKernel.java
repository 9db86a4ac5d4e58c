package org.attune.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel as users install it, for notebooks that run once in a small size: the JIT stops at its
 * first level, since most of what it compiles further is not called often enough to repay it.
 */
public final class ShortLivedKernel {
  private static final String FIRST_LEVEL = "-XX:TieredStopAtLevel=1";

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
      longer.add(new JsonPrimitive(FIRST_LEVEL));
      command.asList().stream().skip(1).forEach(longer::add);
      json.add("argv", longer);
      Files.writeString(spec, json.toString());
      return kernel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
