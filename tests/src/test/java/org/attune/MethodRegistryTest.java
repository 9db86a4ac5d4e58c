package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.method.AlignmentMethod;
import org.attune.method.OfflineMethod;
import org.attune.method.online.OnlineMethod;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The registry of methods and the places that show it name the same methods:")
final class MethodRegistryTest {
  private static final Path ROOT = Path.of("..");

  static Stream<MethodEntry<?>> methods() {
    return MethodRegistry.all().stream();
  }

  /** Returns {@code plDpo} for {@code pl-dpo}. */
  private static String inCode(String name) {
    String[] words = name.split("-", -1);
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }

  private static String page(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  private static boolean stands(String text, String word) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])").matcher(text).find();
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("Align has a factory of its name, with its defaults")
  void align(MethodEntry<?> entry) throws ReflectiveOperationException {
    Object made = Align.class.getMethod(inCode(entry.name())).invoke(null);
    assertEquals(entry.defaults(), made);
  }

  @Test
  @DisplayName("each record that is a method is in the registry")
  void records() {
    Set<String> records =
        HouseRulesTests.KIT.stream()
            .filter(
                type ->
                    type.isAssignableTo(AlignmentMethod.class)
                        && type.isTopLevelClass()
                        && type.isRecord()
                        && type.getPackageName().startsWith("org.attune.method"))
            .map(type -> type.getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    records.remove("IterativeMethod"); // Wraps any of them.
    Set<String> known =
        methods()
            .map(entry -> entry.defaults().getClass().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(records, known);
  }

  @Test
  @DisplayName("each factory of Align without parameters makes one of them, or names its rounds")
  void factories() {
    Set<String> names =
        Arrays.stream(Align.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getParameterCount() == 0)
            .map(java.lang.reflect.Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(names.remove("raft"));
    assertEquals(
        methods().map(entry -> inCode(entry.name())).collect(Collectors.toCollection(TreeSet::new)),
        names);
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("the README and the guide list it")
  void pages(MethodEntry<?> entry) throws IOException {
    String code = inCode(entry.name());
    assertTrue(stands(page("README.md"), "`" + code + "`"), "README: " + code);
    assertTrue(page("recipes/GUIDE.md").contains("`Align." + code + "()`"), "GUIDE: " + code);
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("it is of the kind that its examples say, and a setting changes it")
  void settings(MethodEntry<?> entry) {
    assertEquals(entry.examples() == MethodEntry.Examples.ROLLOUTS, !entry.isOffline());
    assertTrue(
        entry.isOffline()
            ? entry.defaults() instanceof OfflineMethod
            : entry.defaults() instanceof OnlineMethod);
    for (var setting : entry.settings()) {
      AlignmentMethod same =
          entry.with(entry.defaults(), setting.name(), entry.initial(setting.name()));
      assertEquals(entry.defaults(), same, setting.name() + " set to its default");
      Object other = other(entry.initial(setting.name()), setting.type());
      AlignmentMethod changed = entry.with(entry.defaults(), setting.name(), other);
      assertTrue(!changed.equals(entry.defaults()), setting.name() + " changes nothing");
    }
  }

  private static Object other(Object initial, Class<?> type) {
    if (type == Boolean.class) {
      return true;
    }
    if (initial instanceof Integer count) {
      return count + 1;
    }
    if (initial instanceof Double number) {
      return number * 0.8 + 0.013;
    }
    return List.of(type.getEnumConstants()).stream()
        .filter(x -> x != initial)
        .findFirst()
        .orElseThrow();
  }
}
