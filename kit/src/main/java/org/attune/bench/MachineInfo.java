package org.attune.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The machine and the versions with which results were measured. */
public final class MachineInfo {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** x86, LoongArch and MIPS, most boards with Arm, in this order: "Model" differs from "model". */
  private static final List<String> LABELS =
      List.of("model name", "Model Name", "cpu model", "Model", "Hardware", "CPU part");

  private MachineInfo() {}

  /** Returns the facts by name, in reading order. */
  public static Map<String, String> of(Device device, int threads) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("device", PyTorch.name(device));
    facts.put("threads", String.valueOf(threads));
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("processor", processor());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("Java", System.getProperty("java.version"));
    facts.put("PyTorch engine", PyTorch.engine().getVersion());
    facts.put("products in training", PrecisionNames.name(Precision.forTraining(device)));
    facts.put("fast bfloat16 units", Precision.hasFastBfloat16(device) ? "yes" : "no");
    return facts;
  }

  /** Appends the facts to every row, so that a file of results is self-contained. */
  public static Table behind(Table table, Map<String, String> facts) {
    Table with = table.copy();
    facts.forEach(
        (name, value) -> {
          StringColumn column = StringColumn.create(name);
          table.forEach(row -> column.append(value));
          with.addColumns(column);
        });
    return with;
  }

  /** Returns the processor's name, or "unknown". */
  public static String processor() {
    try {
      return processor(Files.readAllLines(PROCESSOR), System.getenv());
    } catch (IOException noLinux) {
      return processor(List.of(), System.getenv());
    }
  }

  /**
   * Returns the processor's name from Linux's {@code /proc/cpuinfo}, whose labels differ between
   * architectures, or from the environment on Windows.
   */
  static String processor(List<String> lines, Map<String, String> environment) {
    for (String label : LABELS) {
      for (String line : lines) {
        String[] parts = line.split(":", 2);
        if (parts.length == 2 && parts[0].strip().equals(label) && !parts[1].isBlank()) {
          return parts[1].strip();
        }
      }
    }
    return environment.getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
  }
}
