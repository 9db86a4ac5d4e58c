package org.attune.data.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Jinja templates")
final class RenderingsTest {
  private static final Clock NEW_YEAR =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private static JsonObject file() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            RenderingsTest.class.getResourceAsStream("renderings.json"), StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private static RenderedText render(String template, Map<String, Object> variables) {
    return JinjaTemplate.of("test.jinja", template).render(variables, NEW_YEAR);
  }

  @TestFactory
  @DisplayName("give what Python gives, and refuse what Python refuses")
  Stream<DynamicTest> python() throws IOException {
    JsonObject file = file();
    Map<String, Object> variables = new HashMap<>();
    file.getAsJsonObject("variables")
        .entrySet()
        .forEach(entry -> variables.put(entry.getKey(), JinjaData.json(entry.getValue())));
    return file.getAsJsonArray("cases").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(
            row -> {
              String template = row.get("template").getAsString();
              return DynamicTest.dynamicTest(template, () -> check(row, template, variables));
            });
  }

  private static void check(JsonObject row, String template, Map<String, Object> variables) {
    if (!row.has("text")) {
      assertThrows(InvalidInputException.class, () -> render(template, variables));
      return;
    }
    RenderedText rendered = render(template, variables);
    String wanted = row.get("text").getAsString();
    assertEquals(wanted, rendered.text());
    BitSet spans = new BitSet();
    if (row.has("spans")) {
      for (JsonElement span : row.getAsJsonArray("spans")) {
        JsonArray ends = span.getAsJsonArray();
        spans.set(
            wanted.offsetByCodePoints(0, ends.get(0).getAsInt()),
            wanted.offsetByCodePoints(0, ends.get(1).getAsInt()));
      }
    }
    assertEquals(spans, rendered.generated());
  }

  private static String givenPart(String template, String data) {
    RenderedText rendered = render(template, Map.of("data", JinjaData.given(data)));
    StringBuilder given = new StringBuilder();
    rendered.given().stream().forEach(at -> given.append(rendered.text().charAt(at)));
    return given.toString();
  }

  @Test
  @DisplayName("know the data's characters through filters, methods, slices and JSON")
  void given() {
    assertEquals("hi", givenPart("<{{ data | trim }}>", "  hi\n"));
    assertEquals("HI", givenPart("<{{ (data ~ 'x').upper() }}>", "hi"));
    assertEquals("b", givenPart("{{ '-' ~ data.split('</t>')[-1] ~ '-' }}", "a</t>b"));
    assertEquals("a\\\"b", givenPart("{{ {'k': data} | tojson }}", "a\"b"));
    assertEquals("aa", givenPart("{{ data.replace('x', '--') }}", "axa"));
    assertEquals("cba", givenPart("{{ ('[' ~ data ~ ']')[::-1] }}", "abc"));
    assertEquals("ab", givenPart("{% for c in data %}{{ c }},{% endfor %}", "ab"));
    assertEquals("x", givenPart("{% set b %}({{ data }}){% endset %}{{ b | indent }}", "x"));
    assertEquals("", givenPart("{{ 'own' if data else '' }}", "x"));
  }

  @Test
  @DisplayName("read the clock that they are given")
  void clock() {
    assertEquals(
        "02 Jan 2026, Friday 2 January 26",
        render("{{ strftime_now('%d %b %Y, %A %-d %B %y') }}", Map.of()).text());
    assertThrows(InvalidInputException.class, () -> render("{{ strftime_now('%Z') }}", Map.of()));
  }

  @Test
  @DisplayName("are refused in one sentence that names the template and the line")
  void sentence() {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class, () -> render("a\nb\n{{ 'x' | wordwrap(3) }}", Map.of()));
    assertEquals(
        "test.jinja, line 3: the filter 'wordwrap' is not supported here.", refusal.getMessage());
    refusal =
        assertThrows(InvalidInputException.class, () -> render("\n{% include 'x' %}", Map.of()));
    assertEquals(
        "test.jinja, line 2: the statement 'include' is not supported here.", refusal.getMessage());
    refusal =
        assertThrows(
            InvalidInputException.class, () -> render("{{ raise_exception('No.') }}", Map.of()));
    assertEquals("test.jinja, line 1: the template says \"No.\".", refusal.getMessage());
  }

  @Test
  @DisplayName("cannot hang, fill the memory or overflow the stack")
  void bounded() {
    String loops = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}";
    String doubling =
        "{% set n = namespace(t='xxxxxxxx') %}"
            + "{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}{{ n.t }}";
    String repeated = "{{ 'x' * 9999999999 }}";
    String recursive = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
    String deep = "{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}";
    String nested =
        "{% set n = namespace(t=[]) %}{% for i in range(99999) %}"
            + "{% set n.t = [n.t] %}{% endfor %}{{ n.t }}";
    for (String hostile : new String[] {loops, doubling, repeated, recursive, deep, nested}) {
      InvalidInputException refusal =
          assertThrows(InvalidInputException.class, () -> render(hostile, Map.of()));
      assertTrue(refusal.getMessage().startsWith("test.jinja"), refusal.getMessage());
    }
  }
}
