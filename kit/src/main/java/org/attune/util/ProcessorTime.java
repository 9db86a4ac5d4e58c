package org.attune.util;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The processor time of this process, native threads included. Unlike the time of a clock it hardly
 * depends on what else the machine does.
 */
public final class ProcessorTime {
  private ProcessorTime() {}

  /** Returns the time in seconds, or NaN if this system does not tell it. */
  public static double seconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? seconds(machine.getProcessCpuTime())
        : Double.NaN;
  }

  /** Returns the seconds of a number of nanoseconds, which is negative where there is none. */
  static double seconds(long nanos) {
    return nanos < 0 ? Double.NaN : nanos / 1e9;
  }
}
