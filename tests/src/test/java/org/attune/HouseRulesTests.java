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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The house rules")
final class HouseRulesTests {
  private static final int MOST_ROOT_TYPES = 15;
  private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*|[A-Z]+(?![a-z])");
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
    rooms.put("cluster", Set.of("engine", "util"));
    rooms.put("world", Set.of("data", "util"));
    rooms.put("model", Set.of("cluster", "engine", "data", "util"));
    rooms.put("sample", Set.of("cluster", "model", "engine", "data", "util"));
    rooms.put("reward", Set.of("cluster", "model", "engine", "data", "util"));
    rooms.put("method", Set.of("sample", "reward", "model", "engine", "data", "util"));
    rooms.put("train", Set.of("method", "sample", "reward", "model", "engine", "data", "util"));
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
        "judge", Set.of("evaluate", "sample", "reward", "model", "engine", "data", "view", "util"));
    return rooms;
  }

  /** The rooms that sit on top of the root. */
  private static final Set<String> ABOVE =
      Set.of("curve", "claims", "papers", "cli", "notebook", "serve");

  static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }

  @Test
  @DisplayName("no two types share a simple name")
  void simpleNames() {
    Map<String, Set<String>> packages = new TreeMap<>();
    for (JavaClass type : KIT) {
      if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
        packages
            .computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
            .add(type.getPackageName());
      }
    }
    packages.values().removeIf(places -> places.size() == 1);
    assertEquals(Map.of(), packages);
  }

  /** Read with the name of their outer type everywhere, as {@code PolicyTraining.Result}. */
  private static final Set<String> IDIOMS = Set.of("Result");

  @Test
  @DisplayName("no public nested type shares a simple name with another one or a top-level type")
  void nestedNames() {
    Set<String> tops = new TreeSet<>();
    KIT.stream().filter(JavaClass::isTopLevelClass).forEach(type -> tops.add(type.getSimpleName()));
    Map<String, Set<String>> places = new TreeMap<>();
    for (JavaClass type : KIT) {
      if (isPublic(type) && !type.isTopLevelClass()) {
        places.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>()).add(type.getName());
      }
    }
    places.entrySet().removeIf(e -> e.getValue().size() == 1 && !tops.contains(e.getKey()));
    places.keySet().removeAll(IDIOMS);
    assertEquals(Map.of(), places);
  }

  @Test
  @DisplayName("names of public types are made of words that the list of terms has")
  void terms() throws IOException {
    Set<String> terms;
    try (InputStream in = HouseRulesTests.class.getResourceAsStream("terms.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      terms = text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
    }
    Map<String, String> strange = new TreeMap<>();
    for (JavaClass type : KIT) {
      if (type.isTopLevelClass() && isPublic(type)) {
        WORD.matcher(type.getSimpleName())
            .results()
            .map(word -> word.group().toLowerCase(Locale.ROOT))
            .filter(word -> !terms.contains(word))
            .forEach(word -> strange.put(word, type.getName()));
      }
    }
    assertEquals(Map.of(), strange, "rename the type, or review the word and add it to terms.txt");
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
