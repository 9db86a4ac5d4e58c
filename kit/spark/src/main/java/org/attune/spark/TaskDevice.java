package org.attune.spark;

import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark assigned to a task, where {@code spark.task.resource.gpu.amount} is set. */
final class TaskDevice {
  private TaskDevice() {}

  /** Returns its name for the engine; the first one if there are several. */
  static Optional<String> of(TaskContext task) {
    ResourceInformation gpu = task.resourcesJMap().get("gpu");
    if (gpu == null || gpu.addresses().length == 0) {
      return Optional.empty();
    }
    // An address that is no number names a card that is the only one its process sees.
    String address = gpu.addresses()[0];
    return Optional.of(address.matches("\\d+") ? "gpu" + address : "gpu");
  }
}
