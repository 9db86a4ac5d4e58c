package org.attune.notebook;

import java.nio.file.Path;
import java.time.Duration;

/** Starts a kernel, says so, and waits to be killed. */
final class KilledParent {
  private KilledParent() {}

  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    KernelClient.start(folder, folder, Duration.ofMinutes(2));
    System.out.println("up");
    Thread.sleep(Duration.ofMinutes(10).toMillis());
  }
}
