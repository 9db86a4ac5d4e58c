package org.attune.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.attune.notebook.ShortLivedKernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The recipes")
final class RecipesTests {
  private static final Path RECIPES = Page.root().resolve("recipes");
  private static final Path NOTEBOOKS = Page.root().resolve("notebooks");

  private static final int FEWEST_PICTURES = 3;

  /** Pages from here on are about judges, papers and machines; one picture is enough there. */
  private static final String LAST_LESSON = "15";

  @TempDir private static Path folder;
  private static Path kernel;

  @BeforeAll
  static void install() {
    kernel = ShortLivedKernel.install(folder, "attune-test");
  }

  @TestFactory
  @DisplayName("run in the notebook kernel from top to bottom, and measure the numbers they print")
  Stream<DynamicTest> run() {
    return Page.all(RECIPES).stream()
        .map(page -> DynamicTest.dynamicTest(page.name(), () -> run(page.inAHurry())));
  }

  private static void run(Page page) {
    String measured = MeasuredNumbers.markdown(KernelRun.of(page, kernel, folder).numbers());
    String header = measured.lines().findFirst().orElseThrow();
    String text = page.parts().stream().map(Page.Part::text).reduce("", (a, b) -> a + "\n" + b);
    assertTrue(
        text.contains(MeasuredNumbers.OPENING + "\n" + header + "\n"),
        page.name() + " prints no numbers, or those of another table than " + header);
  }

  @TestFactory
  @DisplayName("have two exercises each, with checks in cells and solutions out of sight")
  Stream<DynamicTest> exercises() {
    return Page.all(RECIPES).stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.name(),
                    () -> {
                      assertEquals(2, page.solutions().size());
                      for (int i = 1; i <= 2; i++) {
                        String check = "check" + i + "(";
                        assertTrue(page.solutions().get(i - 1).text().contains(check), check);
                        assertTrue(
                            page.cells().stream().anyMatch(c -> c.text().contains("void " + check)),
                            check);
                      }
                    }));
  }

  @TestFactory
  @DisplayName("have pictures, each drawn once")
  Stream<DynamicTest> pictures() {
    return Page.all(RECIPES).stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.name(),
                    () -> {
                      List<String> files = PagePictures.files(page);
                      boolean lesson = page.name().compareTo(LAST_LESSON) < 0;
                      assertTrue(files.size() >= (lesson ? FEWEST_PICTURES : 1), files.toString());
                      assertEquals(files.stream().distinct().toList(), files);
                    }));
  }

  @TestFactory
  @DisplayName("say what they cost with bfloat16 units, and in 32 bits")
  Stream<DynamicTest> costs() {
    return files()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      PageCosts costs = PageCosts.in(Files.readString(file));
                      assertTrue(costs.units() > 0 && costs.ordinary() > 0, costs.toString());
                    }));
  }

  @Test
  @DisplayName("fail with page and line where a cell asserts what is not so")
  void failure() {
    Page page =
        Page.parse("07-page", "# A page\n\n```java\nint a = 1;\nassert a == 2 : \"one\";\n```\n");
    String said =
        assertThrows(AssertionError.class, () -> KernelRun.of(page, kernel, folder)).getMessage();
    assertTrue(said.startsWith("07-page.md:4: ") && said.contains("one"), said);
  }

  @TestFactory
  @DisplayName("are what the notebooks were made from")
  Stream<DynamicTest> notebooks() {
    return Page.all(RECIPES).stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.name(),
                    () ->
                        assertEquals(
                            NotebookFile.withoutOutputs(NotebookFile.of(page)),
                            NotebookFile.withoutOutputs(
                                Files.readString(NOTEBOOKS.resolve(page.name() + ".ipynb"))),
                            "run ./mvnw -q -Precipes process-test-classes")));
  }

  @Test
  @DisplayName("each have a line in the index, and every link from page to page leads somewhere")
  void index() throws IOException {
    String index = Files.readString(RECIPES.resolve("README.md"));
    List<Page> pages = Page.all(RECIPES);
    assertTrue(pages.size() >= 12, "the pages were not found");
    for (Page page : pages) {
      assertTrue(index.contains("](" + page.name() + ".md)"), page.name() + " is not in the index");
    }
    for (Path file : Stream.concat(Stream.of(RECIPES.resolve("README.md")), files()).toList()) {
      java.util.regex.Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)")
          .matcher(Files.readString(file))
          .results()
          .map(link -> link.group(1))
          .forEach(
              link -> assertTrue(Files.exists(RECIPES.resolve(link)), file + " links to " + link));
    }
  }

  private Stream<Path> files() {
    return Page.all(RECIPES).stream().map(page -> RECIPES.resolve(page.name() + ".md"));
  }
}
