package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.Dataset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

@DisplayName("The installed kernel, spoken to as JupyterLab speaks to it")
final class KernelTest {
  static final Duration PATIENCE = Duration.ofMinutes(5);
  static final String TRAINING =
      "Dataset.bundled().take(64).rewardLabel((p, r) -> r.length())"
          + ".align(sft().steps(%d), Policy.bundled())";

  /** The class of a card that shows progress. */
  private static final String LIVE = "attune-live";

  @TempDir private static Path folder;
  private static KernelClient kernel;

  @BeforeAll
  static void start() {
    Path installed = new KernelFolder(folder, "attune-test").install();
    kernel = KernelClient.start(installed, folder, PATIENCE);
  }

  @AfterAll
  static void stop() {
    kernel.close();
  }

  private static CellResult run(String code) {
    CellResult result = kernel.execute(code, PATIENCE);
    assertEquals("", result.error().orElse(""), code);
    return result;
  }

  /** Returns what a cell shows, without the progress of work that takes long on a slow machine. */
  private static List<String> results(String code) {
    return run(code).shown("text/html").stream().filter(html -> !html.contains(LIVE)).toList();
  }

  @Test
  @DisplayName("evaluates a cell, with assertions on")
  void cell() {
    assertEquals(List.of("42"), run("6 * 7").shown("text/plain"));
    assertTrue(kernel.execute("assert 1 > 2;", PATIENCE).error().isPresent());
    assertEquals("hello\n", run("System.out.println(\"hello\")").printed());
  }

  @Test
  @DisplayName(
      "keeps the values of variables when a cell repeats imports and a later one adds some")
  void imports() {
    run("import java.util.zip.*; import org.attune.sample.*;\nInteger kept = 3;");
    run("/* again */ import org.attune.sample.*;\n// and\nimport java.util.zip.*;");
    run("import static org.attune.Align.*;");
    assertEquals(List.of("3"), run("import java.util.zip.*;\nkept").shown("text/plain"));
    run("import java.util.jar.*;");
    assertEquals(List.of("3"), run("kept").shown("text/plain"));
    assertEquals(
        List.of("3.0"), run("import static java.lang.Math.*;\nsqrt(9)").shown("text/plain"));
  }

  @Test
  @DisplayName("says which lines need a semicolon")
  void semicolon() {
    String said = kernel.execute("6 * 7\n8 * 9", PATIENCE).error().orElse("");
    assertTrue(said.contains("Every line of a cell but the last needs ';'"), said);
  }

  @Test
  @DisplayName("shows the kit's values and frames as HTML and charts as pictures of twice the size")
  void rendering() {
    List<String> value = results("Dataset.bundled().take(3)");
    assertTrue(value.size() == 1 && value.get(0).contains("<table"), value.toString());
    List<String> frame = results("Dataset.bundled().table()");
    assertTrue(frame.get(0).contains("more rows"), "a long frame is cut");
    String text = run("Dataset.bundled().take(3).table()").shown("text/plain").get(0);
    text.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    CellResult chart =
        run(
            "Charts.lines(\"t\", \"x\", \"y\", Curve.of(\"c\", new double[] {1, 2}, new double[]"
                + " {3, 4}))");
    byte[] png = Base64.getDecoder().decode(chart.shown("image/png").get(0));
    assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(png, 4));
    int width =
        chart
            .outputs()
            .get(0)
            .getAsJsonObject("metadata")
            .getAsJsonObject("image/png")
            .get("width")
            .getAsInt();
    assertEquals(2 * width, ((png[18] & 255) << 8) + (png[19] & 255));
  }

  @Test
  @DisplayName("updates one display while it trains and leaves its last state")
  void live() {
    AtomicInteger updates = new AtomicInteger();
    CellResult result =
        kernel.execute(
            "var trained = " + TRAINING.formatted(60),
            PATIENCE,
            type -> updates.addAndGet(type.equals("update_display_data") ? 1 : 0));
    assertEquals("", result.error().orElse(""));
    assertTrue(updates.get() > 1, () -> updates + " updates");
    List<String> cards =
        result.shown("text/html").stream()
            .filter(html -> html.contains(LIVE) && html.contains("<svg"))
            .toList();
    assertEquals(1, cards.size());
    assertTrue(cards.get(0).contains("width:100.0%"));
    assertEquals("", result.printed());
  }

  @Test
  @DisplayName("returns the partial result when the stop button is pressed, and the next cell runs")
  void interrupt() {
    stopsTraining();
  }

  @Test
  @DisplayName("gives up on a cell when stop is pressed twice, and the next cells run and can stop")
  void secondPress() {
    run("var over = new java.util.concurrent.atomic.AtomicBoolean();");
    // The cell shows that it was pressed, and goes on all the same.
    String stubborn =
        "int heard = 0;\n"
            + "display(\"begun\");\n"
            + "while (!over.get()) {"
            + "  try { Thread.sleep(10); }"
            + "  catch (InterruptedException press) { heard++; display(\"pressed\"); }"
            + "}\n"
            + "\"the end\"";
    AtomicInteger shown = new AtomicInteger();
    CellResult given =
        kernel.execute(
            stubborn,
            PATIENCE,
            type -> {
              if (type.equals("display_data") && shown.incrementAndGet() <= 2) {
                kernel.interrupt();
              }
            });
    assertTrue(given.error().orElse("").contains("interrupted"), given.error().toString());
    assertEquals(List.of("begun", "pressed"), given.shown("text/plain").subList(0, 2));
    assertFalse(given.shown("text/plain").contains("the end"));
    assertEquals(List.of("42"), run("6 * 7").shown("text/plain"));
    stopsTraining(); // Not the thread that still runs the cell given up.
    assertEquals(List.of("2"), run("over.set(true); heard").shown("text/plain"));
  }

  private static void stopsTraining() {
    AtomicInteger updates = new AtomicInteger();
    CellResult result =
        kernel.execute(
            "var stopped = " + TRAINING.formatted(100_000) + ";\nstopped",
            PATIENCE,
            type -> {
              if (type.equals("update_display_data") && updates.incrementAndGet() == 3) {
                kernel.interrupt();
              }
            });
    assertEquals("", result.error().orElse(""));
    String shown = String.join(" ", result.shown("text/plain"));
    assertTrue(shown.contains("interrupted"), shown);
    assertEquals(
        List.of("false true"),
        run("stopped.finished() + \" \" + (stopped.history().steps().size() > 0)")
            .shown("text/plain"));
    String whole = String.join(" ", run(TRAINING.formatted(2)).shown("text/plain"));
    assertFalse(whole.contains("interrupted"), "an old press stops nothing: " + whole);
  }

  @Test
  @DisplayName("says first what is wrong, and leaves the kernel's own calls out")
  void errors() {
    String error = kernel.execute("sft().learningRate(-1)", PATIENCE).error().orElseThrow();
    assertTrue(
        error.startsWith("InvalidInputException: learningRate must be > 0, got -1.0"), error);
    assertTrue(error.contains("the cell"), error);
    assertFalse(error.contains("spencerpark") || error.contains("reflect"), error);
    assertFalse(error.contains("TrainingConfig.java"), "what the user can mend: " + error);
    String far = TRAINING.replace("%d", "2).learningRate(1e300");
    String diverged = kernel.execute(far, PATIENCE).error().orElseThrow();
    assertTrue(diverged.startsWith("NonFiniteLossException: The "), diverged);
    assertTrue(diverged.contains("lower the learning rate"), diverged);
    assertFalse(diverged.contains("TrainingLoop"), "what the user can mend: " + diverged);
    String typo = kernel.execute("Dataset.bundeld()", PATIENCE).error().orElseThrow();
    assertTrue(typo.contains("cannot find symbol"), typo);
  }

  @Test
  @DisplayName("knows every imported name without doubt")
  void names() throws Exception {
    Stream<String> java =
        Stream.of(
            "List",
            "Map",
            "Set",
            "Random",
            "Optional",
            "Path",
            "Files",
            "File",
            "Function",
            "Stream",
            "Collectors",
            "Pattern",
            "Matcher",
            "URI",
            "BigDecimal",
            "ExecutorService");
    String all =
        Stream.concat(java, imported())
            .distinct()
            .map(name -> name + ".class")
            .collect(Collectors.joining(", "));
    run("Stream.of(" + all + ").count()");
    run("Stream.of(sft(), fa(), rwr(), ca(), length()).count()");
  }

  /** The public types of the packages of the start-up script, by their simple names. */
  private static Stream<String> imported() throws Exception {
    String script;
    try (InputStream in = KernelFolder.class.getResourceAsStream("startup.jshell")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Set<Location> places =
        Stream.of(Dataset.class, Table.class, XYChart.class)
            .map(type -> Location.of(type.getProtectionDomain().getCodeSource().getLocation()))
            .collect(Collectors.toSet());
    return new ClassFileImporter()
        .importLocations(places).stream()
            .filter(
                type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> script.contains("import " + type.getPackageName() + ".*;"))
            .map(JavaClass::getSimpleName);
  }

  @Test
  @DisplayName("prints many lines at once, keeps what a notebook can hold, and never hangs")
  void muchOutput() {
    String lines =
        run("for (int i = 0; i < 4000; i++) System.out.println(\"line \" + i);").printed();
    assertEquals(4000, lines.lines().count());
    assertTrue(lines.endsWith("line 3999\n"));
    String most =
        run("for (int i = 0; i < 8000; i++) System.out.println(\"x\".repeat(1000));").printed();
    assertTrue(most.length() < 1_100_000, () -> most.length() + " letters");
    assertTrue(most.contains("more characters"), most.substring(most.length() - 100));
  }

  @Test
  @DisplayName("shows of a value, and of a table's cell, what a notebook can hold")
  void longValues() {
    String text = run("\"x\".repeat(2_000_000)").shown("text/plain").get(0);
    assertTrue(text.length() < 1_100_000, () -> text.length() + " letters");
    assertTrue(text.endsWith("and 1,000,000 more characters, which are not shown."));
    CellResult table =
        run("Dataset.ofPairs(List.of(new Pair(\"p\", \"x\".repeat(2_000_000), \"no\"))).table()");
    for (String type : List.of("text/plain", "text/html")) {
      int length = String.join("", table.shown(type)).length();
      assertTrue(length > 0 && length < 20_000, () -> type + ": " + length + " letters");
    }
  }

  @Test
  @DisplayName("goes on after a message that fails its check")
  void forged() {
    kernel.sendForged();
    assertEquals(List.of("42"), run("6 * 7").shown("text/plain"));
  }
}
