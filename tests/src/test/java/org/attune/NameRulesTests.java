package org.attune;

import static org.attune.HouseRulesTests.KIT;
import static org.attune.HouseRulesTests.isPublic;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names of types")
final class NameRulesTests {
  private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*|[A-Z]+(?![a-z])");

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
    try (InputStream in = NameRulesTests.class.getResourceAsStream("terms.txt")) {
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
}
