package org.attune;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The house rules")
final class HouseRulesTests {
  private static final int MOST_ROOT_TYPES = 15;
  static final JavaClasses KIT =
      new ClassFileImporter()
          .importLocations(
              Set.of(
                  Location.of(Dataset.class.getProtectionDomain().getCodeSource().getLocation())));

  /** What each room may know beside itself and the libraries; the root may know all of these. */
  private static final Map<String, Set<String>> ROOMS = rooms();

  private static Map<String, Set<String>> rooms() {
    Map<String, Set<String>> rooms = new LinkedHashMap<>();
    rooms.put("util", Set.of());
    rooms.put("view", Set.of("util"));
    rooms.put("data", Set.of("util"));
    rooms.put("engine", Set.of("util"));
    rooms.put("cluster", Set.of("engine", "view", "util"));
    rooms.put("world", Set.of("data", "util"));
    rooms.put("model", Set.of("cluster", "engine", "data", "util"));
    rooms.put("sample", Set.of("cluster", "model", "engine", "data", "util"));
    rooms.put("reward", Set.of("cluster", "model", "engine", "data", "util"));
    rooms.put("method", Set.of("sample", "reward", "model", "engine", "data", "util"));
    rooms.put(
        "train",
        Set.of("cluster", "method", "sample", "reward", "model", "engine", "data", "util"));
    rooms.put(
        "progress",
        Set.of("view", "train", "method", "sample", "reward", "model", "engine", "data", "util"));
    rooms.put("tune", Set.of("view", "train", "method", "model", "engine", "data", "util"));
    rooms.put("runs", Set.of("view", "train", "method", "data", "util"));
    rooms.put("sweep", Set.of("method", "data", "util"));
    rooms.put(
        "bench",
        Set.of(
            "view",
            "progress",
            "train",
            "method",
            "sample",
            "reward",
            "model",
            "engine",
            "data",
            "util"));
    rooms.put("evaluate", Set.of("cluster", "sample", "reward", "model", "engine", "data", "util"));
    rooms.put(
        "inspect",
        Set.of("view", "world", "evaluate", "train", "reward", "model", "engine", "data", "util"));
    rooms.put(
        "judge",
        Set.of(
            "cluster", "evaluate", "sample", "reward", "model", "engine", "data", "view", "util"));
    return rooms;
  }

  /** The rooms that sit on top of the root. */
  private static final Set<String> ABOVE =
      Set.of("curve", "claims", "papers", "cli", "notebook", "serve");

  static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }

  /** Returns whether a type, and whatever encloses it, is public. */
  static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(HouseRulesTests::isPublic).orElse(true);
  }

  @Nested
  @DisplayName("Rooms and arrows")
  final class Arrows {
    @Test
    @DisplayName("every package is a known room")
    void known() {
      for (JavaClass type : KIT) {
        String room = room(type);
        assertTrue(
            room.isEmpty() || ROOMS.containsKey(room) || ABOVE.contains(room),
            type.getName() + " lies in no known room");
      }
    }

    @TestFactory
    @DisplayName("a room knows only the rooms below it")
    Stream<DynamicTest> below() {
      return ROOMS.entrySet().stream()
          .map(
              entry ->
                  DynamicTest.dynamicTest(
                      entry.getKey() + " knows " + entry.getValue(),
                      () -> {
                        DescribedPredicate<JavaClass> forbidden =
                            describe(
                                "outside of " + entry.getValue(),
                                target ->
                                    target.getPackageName().startsWith("org.attune")
                                        && !room(target).equals(entry.getKey())
                                        && !entry.getValue().contains(room(target)));
                        noClasses()
                            .that()
                            .resideInAPackage("org.attune." + entry.getKey() + "..")
                            .should()
                            .dependOnClassesThat(forbidden)
                            .check(KIT);
                      }));
    }

    @Test
    @DisplayName("the root knows neither the command line nor the notebook")
    void root() {
      noClasses()
          .that()
          .resideInAPackage("org.attune")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.attune.curve..",
                  "org.attune.claims..",
                  "org.attune.cli..",
                  "org.attune.serve..",
                  "org.attune.notebook.."))
          .check(KIT);
    }

    @Test
    @DisplayName("models know no file format: only model.io reads and writes them")
    void formats() {
      noClasses()
          .that()
          .resideInAnyPackage("org.attune.model", "org.attune.model.family", "org.attune.engine..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.attune.model.io.."))
          .check(KIT);
    }

    @Test
    @DisplayName("no two packages know each other, directly or around a corner")
    void cycles() {
      slices().matching("org.attune.(**)").should().beFreeOfCycles().check(KIT);
    }
  }

  @Nested
  @DisplayName("The root package")
  final class Root {
    private List<JavaClass> types() {
      return KIT.stream()
          .filter(type -> type.getPackageName().equals("org.attune"))
          .filter(
              type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
          .toList();
    }

    @Test
    @DisplayName("has at most 15 public types")
    void few() {
      List<String> names = types().stream().map(JavaClass::getSimpleName).sorted().toList();
      assertTrue(!names.isEmpty() && names.size() <= MOST_ROOT_TYPES, names.toString());
    }

    @Test
    @DisplayName("has no name that a notebook imports from Java by itself")
    void clashes() {
      List<String> clashes = new ArrayList<>();
      for (JavaClass type : types()) {
        for (String imported :
            List.of(
                "java.util",
                "java.util.concurrent",
                "java.util.prefs",
                "java.util.regex",
                "java.util.function",
                "java.util.stream",
                "java.nio.file",
                "java.io",
                "java.math",
                "java.net",
                "java.lang")) {
          if (exists(imported + "." + type.getSimpleName())) {
            clashes.add(imported + "." + type.getSimpleName());
          }
        }
      }
      assertEquals(List.of(), clashes);
    }

    private boolean exists(String name) {
      try {
        return Class.forName(name) != null;
      } catch (ClassNotFoundException absent) {
        return false;
      }
    }

    @Test
    @DisplayName("shows no native array in a public signature")
    void signatures() {
      List<String> shown =
          types().stream()
              .flatMap(type -> type.getMethods().stream())
              .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
              .filter(
                  method ->
                      Stream.concat(
                              Stream.of(method.getRawReturnType()),
                              method.getRawParameterTypes().stream())
                          .anyMatch(type -> type.isAssignableTo(NDArray.class)))
              .map(Object::toString)
              .toList();
      assertEquals(List.of(), shown);
    }
  }
}
