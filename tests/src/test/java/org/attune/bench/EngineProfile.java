package org.attune.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.attune.engine.HeldValue;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;

/**
 * What PyTorch's profiler sees of a job. The profiler watches the calling thread alone: nothing
 * that the JIT, the collector or another test's threads do meanwhile is counted.
 */
final class EngineProfile {
  /** Names of PyTorch's matrix products as the readable decoder uses them. */
  private static final List<String> PRODUCTS = List.of("aten::mm", "aten::bmm");

  /** The event that {@code held.torchscript} opens around a job. */
  private static final String HELD = "held";

  private static final List<String> UNITS = List.of("b", "Kb", "Mb", "Gb");

  private final Path trace;

  /** Makes a profile that the engine writes to a file. */
  EngineProfile(Path trace) {
    this.trace = trace;
  }

  /** Returns the operations of all products that the engine computes meanwhile. */
  double operations(Runnable job) {
    return profiled(true, false, job)
        .filter(event -> PRODUCTS.contains(name(event)))
        .mapToDouble(event -> operations(event.get("shape").getAsJsonArray()))
        .sum();
  }

  /** A product of (…, n, k) and (…, k, m) takes 2·n·k·m operations, once for each in front. */
  private static double operations(JsonArray shapes) {
    JsonArray right = shapes.get(1).getAsJsonArray();
    double all = 2.0 * right.get(right.size() - 1).getAsLong();
    for (JsonElement size : shapes.get(0).getAsJsonArray()) {
      all *= size.getAsLong();
    }
    return all;
  }

  /**
   * Returns the bytes of all tensors that a job makes and leaves behind, to 5 KiB. It must be
   * called inside a memory scope, which keeps them.
   */
  double held(Runnable job) {
    return profiled(false, true, () -> around(job))
        .filter(event -> name(event).equals(HELD))
        .mapToDouble(event -> bytes(event.get("cpu mem").getAsString()))
        .sum();
  }

  /** One event holds the whole job, since arrays are also freed between two operations. */
  private static void around(Runnable job) {
    try (NDManager manager = PyTorch.manager(Device.cpu())) {
      NDArray any = manager.create(1f);
      TorchScript script = TorchScript.load(manager, EngineProfile.class, "held.torchscript");
      HeldValue begun = script.held("begin", new TorchScript.Inputs(any), 0);
      try {
        job.run();
      } finally {
        script.run("end", new TorchScript.Inputs(any).held(begun));
      }
    }
  }

  /** Reads a size as DJL writes it: 39.70 Mb. */
  private static double bytes(String size) {
    String[] parts = size.split(" ", -1);
    return Double.parseDouble(parts[0]) * Math.pow(1024, UNITS.indexOf(parts[1]));
  }

  private static String name(JsonObject event) {
    return event.get("name").getAsString();
  }

  private Stream<JsonObject> profiled(boolean shapes, boolean memory, Runnable job) {
    PyTorch.engine();
    JniUtils.startProfile(false, shapes, memory);
    try {
      job.run();
    } finally {
      JniUtils.stopProfile(trace.toString());
    }
    try {
      JsonArray events = JsonParser.parseString(Files.readString(trace)).getAsJsonArray();
      return StreamSupport.stream(events.spliterator(), false).map(JsonElement::getAsJsonObject);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
