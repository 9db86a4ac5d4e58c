package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.attune.notebook.CellResult;
import org.attune.notebook.KernelClient;
import org.attune.notebook.KernelFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The notebook kernel with Spark")
final class SparkKernelTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path RECIPE =
      Path.of("..", "..", "recipes", "17-when-one-machine-is-not-enough.md");
  private static final Pattern CELL =
      Pattern.compile("<details.*?</details>|```java\n(.*?)\n```", Pattern.DOTALL);

  @TempDir private static Path folder;
  private static Path installed;

  @BeforeAll
  static void install() {
    installed = new KernelFolder(folder.resolve("share"), "attune-spark").installWithSpark();
  }

  private static String run(KernelClient kernel, String code) {
    CellResult result = kernel.execute(code, PATIENCE);
    assertEquals("", result.error().orElse(""), code);
    return String.join("\n", result.shown("text/plain"));
  }

  @Test
  @DisplayName("has a name of its own in menus")
  void title() throws IOException {
    String spec = Files.readString(installed.resolve("kernel.json"));
    assertTrue(spec.contains("\"display_name\": \"Java (Attune, Spark)\""), spec);
  }

  @Test
  @DisplayName("sends a reward that was typed in a cell to workers, in this process and others")
  void cells() throws IOException, InterruptedException {
    try (StandaloneCluster workers = new StandaloneCluster(folder.resolve("cluster"));
        KernelClient kernel = KernelClient.start(installed, folder, PATIENCE)) {
      run(kernel, "import org.attune.cluster.Cluster;");
      run(kernel, "double weight = 2;");
      run(kernel, "record Bonus(String word, double points) {}");
      run(kernel, "var bonus = new Bonus(\"bread\", 10);");
      run(
          kernel,
          "double bonusOf(String text) { return text.contains(bonus.word()) ? bonus.points() : 0;"
              + " }");
      run(
          kernel,
          "Reward mine = (prompt, response) -> weight * response.length() + bonusOf(response);");
      run(kernel, "var data = Dataset.bundled().take(400);");
      run(kernel, "var here = data.rewardLabel(mine).table().doubleColumn(\"reward\").asList();");
      for (String address : List.of("local[2]", workers.address())) {
        run(kernel, "var cluster = Cluster.of(\"" + address + "\");");
        String shown =
            run(
                kernel,
                "data.rewardLabel(mine.on(cluster)).table().doubleColumn(\"reward\").asList()"
                    + ".equals(here)");
        assertTrue(shown.endsWith("true"), address + ": " + shown); // After the bar, if one shows.
        run(kernel, "cluster.close();");
      }
    }
  }

  @Test
  @DisplayName("runs the recipe with one changed line, and prints the same numbers")
  void recipe() throws IOException {
    String text = Files.readString(RECIPE);
    String line = "var cluster = Cluster.local(2);";
    assertTrue(text.contains(line), "the line to change");
    String here = numbers(text);
    assertEquals(here, numbers(text.replace(line, "var cluster = Cluster.of(\"local[2]\");")));
  }

  private static String numbers(String page) {
    try (KernelClient kernel = KernelClient.start(installed, folder, PATIENCE)) {
      CELL.matcher(page)
          .results()
          .filter(cell -> cell.group(1) != null)
          .forEach(cell -> run(kernel, hurried(cell.group(1))));
      return run(kernel, "numbers.printAll()");
    }
  }

  /** Uses the small sizes that the page names. */
  private static String hurried(String code) {
    return code.replaceAll("= [^;\n]+;( // in a hurry: )([^\n]+)", "= $2;");
  }
}
