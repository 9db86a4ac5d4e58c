package org.attune.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The memory that this process may still take: what Linux calls available, or what the limits of
 * its control groups (containers, batch systems) leave if that is less.
 *
 * <p>A process that takes more is killed without a message, so work that may be too large compares
 * its estimate with this number first.
 */
public final class AvailableMemory {
  /** Replaces the number, in bytes, where the system reports a wrong one. */
  public static final String PROPERTY = "attune.memory";

  private final Path root;

  /** Reads the system's files below a root, which is {@code /} except in tests. */
  AvailableMemory(Path root) {
    this.root = root;
  }

  /** Returns the available bytes, or nothing where the system does not report them. */
  public static OptionalLong bytes() {
    Long stated = Long.getLong(PROPERTY);
    return stated == null ? new AvailableMemory(Path.of("/")).read() : OptionalLong.of(stated);
  }

  /** Returns the smallest number that the system states. */
  OptionalLong read() {
    List<Long> all = new ArrayList<>();
    field(root.resolve("proc/meminfo"), "MemAvailable:").ifPresent(kib -> all.add(1024 * kib));
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // number, controllers, path
      if (parts.length == 3 && parts[1].isEmpty()) {
        walk(root.resolve("sys/fs/cgroup"), parts[2], this::unified).ifPresent(all::add);
      } else if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains("memory")) {
        walk(root.resolve("sys/fs/cgroup/memory"), parts[2], this::legacy).ifPresent(all::add);
      }
    }
    return all.stream().mapToLong(value -> value).min();
  }

  /** How much a group leaves. */
  private interface Left {
    Optional<Long> of(Path group);
  }

  /** A group is also bound by those above it; in a container the path may begin above its root. */
  private static Optional<Long> walk(Path top, String path, Left left) {
    Path group = top.resolve(path.replaceFirst("^/+", "")).normalize();
    Optional<Long> least = Optional.empty();
    while (group.startsWith(top)) {
      Optional<Long> here = left.of(group);
      if (here.isPresent() && (least.isEmpty() || here.get() < least.get())) {
        least = here;
      }
      group = group.getParent();
    }
    return least;
  }

  private Optional<Long> unified(Path group) {
    return left(group, "memory.max", "memory.current", "inactive_file");
  }

  private Optional<Long> legacy(Path group) {
    return left(group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
  }

  /** Cached files count as used, but are given up for programs. */
  private Optional<Long> left(Path group, String limit, String used, String cached) {
    Optional<Long> most = field(group.resolve(limit), "");
    Optional<Long> now = field(group.resolve(used), "");
    if (most.isEmpty() || now.isEmpty()) {
      return Optional.empty(); // no group, or "max" for no limit
    }
    long free = field(group.resolve("memory.stat"), cached + " ").orElse(0L);
    return Optional.of(Math.max(0, most.get() - now.get() + free));
  }

  /** Returns the number in the first line that begins with a name. */
  private static Optional<Long> field(Path file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+", 2)[0])
        .filter(number -> number.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException | RuntimeException unreadable) {
      return List.of();
    }
  }
}
