package org.attune.util;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The processor time of this process, native threads included. Unlike the time of a clock it hardly
 * depends on what else the machine does.
 */
public final class ProcessorTime {
  private ProcessorTime() {}

  /** Returns the time in nanoseconds, or -1 if this system does not tell it. */
  public static long nanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getProcessCpuTime()
        : -1;
  }
}
