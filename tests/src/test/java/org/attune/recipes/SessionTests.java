package org.attune.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A recipe's session")
final class SessionTests {
  private static String failure(String... cells) {
    StringBuilder text = new StringBuilder("# A page\n\n");
    for (String cell : cells) {
      text.append("```java\n").append(cell).append("\n```\n");
    }
    Page page = Page.parse("07-page", text.toString());
    try (Session session = new Session(page.name())) {
      return assertThrows(Session.Failure.class, () -> page.cells().forEach(session::run))
          .getMessage();
    }
  }

  @Test
  @DisplayName("names page, line and message of an assertion that does not hold")
  void assertion() {
    String said = failure("int a = 1;", "int b = 2;\n\nassert a == b : \"a is not b\";");
    assertTrue(said.startsWith("07-page.md:9: AssertionError: a is not b"), said);
  }

  @Test
  @DisplayName("names the line inside a loop that throws")
  void inside() {
    String said = failure("for (int i = 0; i < 2; i++) {\n  int j = i;\n  List.of().get(i);\n}");
    assertTrue(said.startsWith("07-page.md:6: "), said);
    assertTrue(said.contains("IndexOutOfBounds"), said);
  }

  @Test
  @DisplayName("names the line that does not compile")
  void compile() {
    String said = failure("int a = 1;\nint b = a\n    + c;");
    assertTrue(said.startsWith("07-page.md:6: ") && said.contains("variable c"), said);
  }

  @Test
  @DisplayName("refuses a statement that does not end, and a method of something undefined")
  void unfinished() {
    assertTrue(failure("int a = 1;\nint b = (").contains(":5: this does not parse"));
    assertTrue(failure("int f() { return nowhere; }").contains("nowhere"));
  }

  @Test
  @DisplayName("refuses to show a value whose picture fails")
  void shown() {
    String said =
        failure(
            """
            class Broken implements org.attune.view.Shown {
              public String html() { throw new IllegalStateException("no picture"); }
            }""",
            "new Broken()");
    assertTrue(said.contains("no picture"), said);
  }

  @Test
  @DisplayName("keeps values from cell to cell and hands them out")
  void values() {
    try (Session session = new Session("a page")) {
      session.run(new Page.Part(true, 1, "var data = Dataset.ofPrompts(List.of(\"a\", \"b\"));"));
      session.run(new Page.Part(true, 1, "// only a remark"));
      session.run(new Page.Part(true, 1, "record Two(int a, int b) {}\nvar two = new Two(1, 2);"));
      assertEquals(2, session.value("data.size() * two.a()"));
      assertTrue(session.knows("two") && !session.knows("three"));
    }
  }
}
