package org.attune;

import static org.attune.HouseRulesTests.KIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Circles of classes within a room")
final class CycleRulesTests {
  /**
   * For each top-level class, those of its own package that it knows; nested ones count with it.
   */
  private final Map<String, Set<String>> known = new TreeMap<>();

  @Test
  @DisplayName("there are none, but for a list that may shrink")
  void none() throws IOException {
    KIT.forEach(this::add);
    assertTrue(known.size() > 500, known.size() + " classes");
    Map<String, String> circles = new TreeMap<>();
    Set<String> seen = new TreeSet<>();
    for (String type : known.keySet()) {
      if (!seen.contains(type)) {
        Set<String> circle = circle(type);
        seen.addAll(circle);
        if (circle.size() > 1) {
          circles.put(type, String.join(", ", circle));
        }
      }
    }
    assertEquals(
        List.of(),
        ReviewedList.read("circles.properties").differences(circles),
        "let one class know the other; a smaller circle goes into circles.properties");
  }

  private void add(JavaClass type) {
    String owner = name(type);
    Set<String> others = known.computeIfAbsent(owner, name -> new TreeSet<>());
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      if (target.getPackageName().equals(type.getPackageName()) && !name(target).equals(owner)) {
        others.add(name(target));
      }
    }
  }

  private static String name(JavaClass type) {
    String name = type.getName().replaceFirst("\\$.*", "");
    return name.substring("org.attune.".length());
  }

  /** The classes that a class reaches and that reach it, itself included. */
  private Set<String> circle(String type) {
    Set<String> circle = new TreeSet<>(reached(type));
    circle.removeIf(other -> !reached(other).contains(type));
    return circle;
  }

  private Set<String> reached(String type) {
    Set<String> reached = new TreeSet<>(Set.of(type));
    Deque<String> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      for (String other : known.getOrDefault(next.pop(), Set.of())) {
        if (reached.add(other)) {
          next.push(other);
        }
      }
    }
    return reached;
  }
}
