package org.attune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Starts the tests' own code in a process of its own, which may then be killed. */
public final class Child {
  private Child() {}

  /** Starts a class with the tests' class path; what it prints goes to a file. */
  public static Process start(Class<?> main, Path output, List<String> options, String... args)
      throws IOException {
    return start(main, output, Map.of(), options, args);
  }

  /** Starts a class with more environment variables than the tests have. */
  public static Process start(
      Class<?> main,
      Path output,
      Map<String, String> environment,
      List<String> options,
      String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dai.djl.pytorch.num_threads=1");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
