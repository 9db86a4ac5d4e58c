package org.attune.recipes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.attune.notebook.CellResult;
import org.attune.notebook.KernelClient;
import org.attune.notebook.OutputSplitter;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A page run from top to bottom as its notebook, in the installed kernel.
 *
 * @param notebook the notebook's text with the outputs of its cells
 * @param numbers the frame {@code numbers} as it was at the end
 * @param seconds the processor time of the cells, without the kernel's start
 * @param hasUnits whether the kernel computed with bfloat16 units
 */
record KernelRun(String notebook, Table numbers, double seconds, boolean hasUnits) {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration CELL = Duration.ofMinutes(30);

  /** Prints type, name and values of each column, a line each. */
  private static final String HAND_OVER =
      """
      for (var column : numbers.columns()) {
        System.out.println(column.type().name() + "\\t" + column.name());
        for (int row = 0; row < numbers.rowCount(); row++) {
          System.out.println(column.get(row));
        }
      }
      System.out.println("rows\\t" + numbers.rowCount());\
      """;

  private static final Page.Part LAST = new Page.Part(true, 0, HAND_OVER);
  private static final Page.Part CLOCK =
      new Page.Part(
          true,
          0,
          "System.out.println(ProcessHandle.current().info().totalCpuDuration().get().toMillis());");
  private static final Page.Part UNITS =
      new Page.Part(
          true,
          0,
          "System.out.println(org.attune.engine.Precision.hasFastBfloat16(ai.djl.Device.cpu()));");

  /** Runs a page in a fresh kernel that works in a folder; a cell that fails is an error. */
  static KernelRun of(Page page, Path kernel, Path folder) {
    JsonObject notebook = JsonParser.parseString(NotebookFile.of(page)).getAsJsonObject();
    Iterator<Page.Part> cells = page.cells().iterator();
    try (KernelClient client = KernelClient.start(kernel, folder, START)) {
      double start = seconds(client, page);
      int count = 0; // of the page's own cells
      for (JsonElement each : notebook.getAsJsonArray("cells")) {
        JsonObject cell = each.getAsJsonObject();
        if (cell.has("outputs")) {
          fill(cell, run(client, page, cells.next()), ++count);
        }
      }
      double seconds = seconds(client, page) - start;
      boolean hasUnits = Boolean.parseBoolean(run(client, page, UNITS).printed().strip());
      page.solutions().forEach(solution -> run(client, page, solution));
      Table numbers = table(run(client, page, LAST).printed().lines().toList());
      String text = NotebookFile.of(page, Optional.of(notebook.toString()));
      return new KernelRun(text, numbers, seconds, hasUnits);
    }
  }

  private static double seconds(KernelClient client, Page page) {
    return Double.parseDouble(run(client, page, CLOCK).printed().strip()) / 1_000;
  }

  private static CellResult run(KernelClient client, Page page, Page.Part cell) {
    CellResult result = client.execute(cell.text(), CELL);
    result
        .error()
        .ifPresent(
            words -> {
              throw new AssertionError(
                  page.name() + ".md:" + cell.line() + ": " + words + "\n" + cell.text().indent(4));
            });
    return result;
  }

  private static void fill(JsonObject cell, CellResult result, int count) {
    JsonArray outputs = OutputSplitter.of(result.outputs());
    for (JsonElement output : outputs) { // the kernel also counts the cells around the page's own
      if (output.getAsJsonObject().has("execution_count")) {
        output.getAsJsonObject().addProperty("execution_count", count);
      }
    }
    cell.add("outputs", outputs);
    cell.addProperty("execution_count", count);
  }

  private static Table table(List<String> lines) {
    int rows = Integer.parseInt(lines.get(lines.size() - 1).split("\t", -1)[1]);
    List<Column<?>> columns = new ArrayList<>();
    for (int at = 0; at + rows < lines.size() - 1; at += rows + 1) {
      String[] head = lines.get(at).split("\t", 2);
      List<String> values = lines.subList(at + 1, at + 1 + rows);
      columns.add(
          head[0].equals("DOUBLE")
              ? DoubleColumn.create(
                  head[1], values.stream().mapToDouble(KernelRun::number).toArray())
              : StringColumn.create(head[1], values));
    }
    return Table.create("numbers", columns);
  }

  private static double number(String text) {
    return text.equals("null") ? Double.NaN : Double.parseDouble(text);
  }
}
