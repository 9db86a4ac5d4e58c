package org.attune.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.model.Precision;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** On what machine and with what versions figures were measured. */
public final class MachineInfo {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private MachineInfo() {}

  /** Returns the facts by name, in reading order. */
  public static Map<String, String> of(Device device, int threads) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    String number = device.isGpu() ? String.valueOf(device.getDeviceId()) : "";
    facts.put("device", device.getDeviceType() + number);
    facts.put("threads", String.valueOf(threads));
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("processor", processor().orElse("unknown"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("Java", System.getProperty("java.version"));
    facts.put("PyTorch engine", PyTorch.engine().getVersion());
    facts.put("products in training", PrecisionNames.name(Precision.forTraining(device)));
    return facts;
  }

  /** Puts the facts behind every row, so that a file of figures explains itself. */
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

  private static Optional<String> processor() {
    try {
      return Files.readAllLines(PROCESSOR).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
