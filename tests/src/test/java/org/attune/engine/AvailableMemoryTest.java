package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The available memory")
final class AvailableMemoryTest {
  @TempDir private Path root;

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  private void isRead(long bytes) {
    assertEquals(OptionalLong.of(bytes), new AvailableMemory(root).read());
  }

  @Test
  @DisplayName("is unknown where the system does not report it")
  void unknown() throws IOException {
    assertEquals(OptionalLong.empty(), new AvailableMemory(root).read());
    file("proc/meminfo", "MemTotal: what");
    assertEquals(OptionalLong.empty(), new AvailableMemory(root).read());
  }

  @Test
  @DisplayName("is what the kernel calls available")
  void host() throws IOException {
    file("proc/meminfo", "MemTotal:       9000 kB\nMemFree: 10 kB\nMemAvailable:    3000 kB");
    isRead(3000 * 1024);
    file("proc/self/cgroup", "0::/session");
    file("sys/fs/cgroup/session/memory.max", "max");
    file("sys/fs/cgroup/session/memory.current", "500");
    isRead(3000 * 1024);
  }

  @Test
  @DisplayName("is what the narrowest control group leaves, cached files included")
  void unified() throws IOException {
    file("proc/meminfo", "MemAvailable: 3000 kB");
    file("proc/self/cgroup", "0::/job/step");
    file("sys/fs/cgroup/job/step/memory.max", "900000");
    file("sys/fs/cgroup/job/step/memory.current", "100000");
    isRead(800_000);
    file("sys/fs/cgroup/job/memory.max", "500000");
    file("sys/fs/cgroup/job/memory.current", "450000");
    isRead(50_000);
    file("sys/fs/cgroup/job/memory.stat", "anon 400000\ninactive_file 20000");
    isRead(70_000);
  }

  @Test
  @DisplayName("knows groups of the first version, whose path may lie above the container's root")
  void legacy() throws IOException {
    file("proc/meminfo", "MemAvailable: 3000 kB");
    file("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/docker/abc\n0::/");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "700000");
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", "600000");
    file("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 30000");
    isRead(130_000);
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", "800000");
    isRead(0);
  }
}
