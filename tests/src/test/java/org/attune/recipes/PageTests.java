package org.attune.recipes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayName("A recipe's page")
final class PageTests {
  private static final String TEXT =
      """
      # Title

      See [the next](02-next.md).

      ```java
      int a = 1;
      ```

      ```sh
      ls
      ```

      ```java
      int a = 1;
      ```
      """;

  @Test
  @DisplayName("falls into prose and cells, each with its line; other fences are prose")
  void parts() {
    Page page = Page.parse("01-page", TEXT);
    assertEquals(
        List.of(
            new Page.Part(false, 1, "# Title\n\nSee [the next](02-next.md)."),
            new Page.Part(true, 6, "int a = 1;"),
            new Page.Part(false, 9, "```sh\nls\n```"),
            new Page.Part(true, 14, "int a = 1;")),
        page.parts());
    assertThrows(IllegalArgumentException.class, () -> Page.parse("p", "```java\nint a;\n"));
  }

  @Test
  @DisplayName("shrinks in a hurry, and only where it says so in the one right way")
  void hurry() {
    assertEquals(
        "int steps = 5; // in a hurry: 5\nint other = 600;",
        Hurry.apply("int steps = 600; // in a hurry: 5\nint other = 600;"));
    assertThrows(IllegalArgumentException.class, () -> Hurry.apply("f(600); // in a hurry: 5"));
  }

  @Test
  @DisplayName("becomes a notebook of format 4.5 with distinct ids, the same each time")
  void notebook() {
    String notebook = NotebookFile.of(Page.parse("01-page", TEXT));
    assertEquals(notebook, NotebookFile.of(Page.parse("01-page", TEXT)));
    var json = JsonParser.parseString(notebook).getAsJsonObject();
    assertEquals(5, json.get("nbformat_minor").getAsInt());
    var cells = json.getAsJsonArray("cells");
    assertEquals(4, cells.size());
    assertTrue(notebook.contains("(02-next.ipynb)"), notebook);
    String first = cells.get(1).getAsJsonObject().get("id").getAsString();
    String second = cells.get(3).getAsJsonObject().get("id").getAsString();
    assertNotEquals(first, second);
    assertTrue(second.matches("[a-zA-Z0-9_-]{1,64}"), second);
  }

  @Test
  @DisplayName("keeps outputs while its code stays, and drops them when any cell changes")
  void outputs() {
    Page page = Page.parse("01-page", TEXT);
    String run = NotebookFile.of(page).replaceFirst("\"outputs\": \\[\\]", "\"outputs\": [{}]");
    Page prose = Page.parse("01-page", TEXT.replace("Title", "Other title"));
    Page code =
        Page.parse("01-page", TEXT.replace("int a = 1;\n```\n\n```sh", "int a;\n```\n\n```sh"));
    assertTrue(NotebookFile.of(prose, Optional.of(run)).contains("{}\n"), "prose alone changed");
    assertFalse(NotebookFile.of(code, Optional.of(run)).contains("{}\n"), "code changed");
    assertEquals(
        NotebookFile.withoutOutputs(run), NotebookFile.withoutOutputs(NotebookFile.of(page)));
    assertNotEquals(
        NotebookFile.withoutOutputs(run), NotebookFile.withoutOutputs(NotebookFile.of(prose)));
  }

  @Test
  @DisplayName("names pictures below the cell that draws them, which its notebook leaves out")
  void pictures() {
    Page page =
        Page.parse(
            "01-page",
            """
            ```java
            int a = 1;
            ```

            ![One](images/01-one.png)

            ```java
            int b = 2;
            ```

            Text.

            ![Two](images/01-two.png)

            More.
            """);
    String notebook = NotebookFile.of(page);
    assertFalse(notebook.contains("images/"), notebook);
    assertTrue(notebook.contains("Text.\\n\",\n    \"\\n\",\n    \"More."), notebook);
    assertEquals(List.of("images/01-one.png", "images/01-two.png"), PagePictures.files(page));
    String ran =
        notebook.replaceFirst(
            "\"outputs\": \\[]", "\"outputs\": [{\"data\": {\"image/png\": \"AQI=\"}}]");
    assertThrows(IllegalStateException.class, () -> PagePictures.of(page, ran));
    String both =
        notebook.replaceAll(
            "\"outputs\": \\[]", "\"outputs\": [{\"data\": {\"image/png\": \"AQI=\"}}]");
    assertArrayEquals(new byte[] {1, 2}, PagePictures.of(page, both).get("images/01-two.png"));
  }

  @Test
  @DisplayName("says what it costs on both kinds of processor, each measured by itself")
  void costs() {
    Instant day = Instant.parse("2026-11-28T10:00:00Z");
    PageCosts one = PageCosts.in("nothing yet").with(true, 90, day);
    assertTrue(one.sentence().contains(", 1.5 where there are bfloat16 units;"), one.sentence());
    PageCosts both = PageCosts.in("a\n" + one.sentence() + "\nb").with(false, 180, day);
    assertEquals(1.5, both.units());
    assertEquals(3.0, both.ordinary());
    assertTrue(both.sentence().contains("units and 3.0 in 32 bits elsewhere;"), both.sentence());
    String text = both.replaceIn("a\n" + one.sentence() + "\nb");
    assertEquals(both, PageCosts.in(text));
    assertTrue(text.startsWith("a\n") && text.endsWith("\nb"), text);
  }

  @Test
  @DisplayName("takes measured numbers between its two remarks")
  void numbers() {
    Table table =
        Table.create(StringColumn.create("policy", "a|b"), DoubleColumn.create("KL", -1.257));
    String markdown = MeasuredNumbers.markdown(table);
    assertEquals("| policy | KL |\n|---|---|\n| a\\|b | −1.26 |\n", markdown);
    Table rates = Table.create(DoubleColumn.create("rate", 1e-4, 0.003, 0.05, -0.0));
    assertEquals(
        List.of("| 0.0001 |", "| 0.003 |", "| 0.05 |"),
        MeasuredNumbers.markdown(rates).lines().skip(2).limit(3).toList());
    String page = "a\n<!-- numbers -->\nold\n<!-- /numbers -->\nb";
    assertEquals(
        "a\n<!-- numbers -->\nnew\n<!-- /numbers -->\nb", MeasuredNumbers.replace(page, "new"));
    assertThrows(IllegalArgumentException.class, () -> MeasuredNumbers.replace("a", "new"));
  }
}
