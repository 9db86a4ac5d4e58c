package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A template")
class TemplateTest {
  private static final TextTemplate CHAT = TextTemplate.of("User: {instruction}\nAssistant:");
  private static final TextTemplate BOTH = TextTemplate.of("{a}-{b}-{a}");

  private static void refuses(String sentence, Executable what) {
    assertEquals(sentence, assertThrows(InvalidInputException.class, what).getMessage());
  }

  @Test
  @DisplayName("fills its one hole, and several by name, each wherever it stands")
  void fill() {
    assertEquals("User: Hi\nAssistant:", CHAT.fill("Hi"));
    assertEquals("x-y-x", BOTH.fill(Map.of("a", "x", "b", "y")));
    assertEquals(List.of("a", "b"), BOTH.holes());
    assertEquals("plain", TextTemplate.of("plain").fill(Map.of()));
  }

  @Test
  @DisplayName("never reads a value as a template")
  void values() {
    assertEquals("{b}-{{}}-{b}", BOTH.fill(Map.of("a", "{b}", "b", "{{}}")));
    assertEquals("User: $1 \\ {instruction}\nAssistant:", CHAT.fill("$1 \\ {instruction}"));
  }

  @Test
  @DisplayName("takes doubled braces for plain ones")
  void escapes() {
    assertEquals("{\"a\": \"x\"}", TextTemplate.of("{{\"a\": \"{v}\"}}").fill("x"));
    assertEquals("{x}", TextTemplate.of("{{{v}}}").fill("x"));
    assertEquals(List.of(), TextTemplate.of("{{v}}").holes());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a {b | The template's brace { at position 3 is never closed; write {{ for a literal"
            + " brace.",
        "a b} | The template's brace } at position 4 closes no placeholder; write }} for a literal"
            + " brace.",
        "a {} | The template has {} at position 3, which is not a placeholder name (a letter, then"
            + " letters, digits or _); write {{ and }} for literal braces.",
        "{a b} | The template has {a b} at position 1, which is not a placeholder name (a letter,"
            + " then letters, digits or _); write {{ and }} for literal braces.",
        "{a{b}} | The template has {a{b} at position 1, which is not a placeholder name (a letter,"
            + " then letters, digits or _); write {{ and }} for literal braces."
      })
  @DisplayName("says where its braces do not match")
  void unbalanced(String text, String sentence) {
    refuses(sentence, () -> TextTemplate.of(text));
  }

  @Test
  @DisplayName("wants a value for each hole and for no other")
  void wrongValues() {
    refuses(
        "The template \"{a}-{b}-{a}\" has a placeholder {b}, which was not given; [a] was.",
        () -> BOTH.fill(Map.of("a", "x")));
    refuses(
        "The template \"{a}-{b}-{a}\" has a placeholder {a}, which was not given; nothing was.",
        () -> BOTH.fill(Map.of()));
    refuses(
        "The template \"User: {instruction}\\n"
            + "Assistant:\" has no placeholder {prompt}, which was given; its placeholders are"
            + " [instruction].",
        () -> CHAT.fill(Map.of("prompt", "x")));
    refuses(
        "The template \"{a}-{b}-{a}\" has 2 placeholders [a, b], so a single value is ambiguous;"
            + " use fill(Map).",
        () -> BOTH.fill("x"));
    Map<String, String> missing = new HashMap<>();
    missing.put("instruction", null);
    refuses("The value for {instruction} is missing (null).", () -> CHAT.fill(missing));
  }

  @Test
  @DisplayName("can be held to the holes that a method needs")
  void requiring() {
    assertSame(BOTH, BOTH.requiring("b", "a"));
    refuses(
        "The template \"User: {instruction}\\n"
            + "Assistant:\" has no placeholder {reward}, which was expected; its placeholders are"
            + " [instruction].",
        () -> CHAT.requiring("instruction", "reward"));
    refuses(
        "The template \"{a}-{b}-{a}\" has a placeholder {b}, which was not expected; [a] was.",
        () -> BOTH.requiring("a"));
  }

  @Test
  @DisplayName("is its text")
  void equality() {
    assertEquals(BOTH, TextTemplate.of("{a}-{b}-{a}"));
    assertEquals(BOTH.hashCode(), TextTemplate.of("{a}-{b}-{a}").hashCode());
    assertNotEquals(BOTH, CHAT);
    assertEquals("Template \"{a}-{b}-{a}\"", BOTH.toString());
    assertEquals("{a}-{b}-{a}", BOTH.text());
  }
}
