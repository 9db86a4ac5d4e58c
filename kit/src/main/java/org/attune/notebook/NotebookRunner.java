package org.attune.notebook;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.attune.data.JsonValidator;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.view.ProgressBar;

/**
 * Runs notebook files (nbformat 4) from top to bottom, each in a new process of an installed
 * kernel, in the notebook's folder.
 *
 * @param kernelFolder what {@link KernelFolder#install} returned
 * @param patience how long one cell may take
 */
public record NotebookRunner(Path kernelFolder, Duration patience) {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int LARGEST = 1 << 30;

  /** Runs every code cell until one fails, and returns the outputs of the cells. */
  public List<CellResult> run(Path notebook) {
    List<CellResult> results = new ArrayList<>();
    run(notebook, read(notebook), results);
    return results;
  }

  /**
   * Runs every code cell until one fails, and writes the outputs into the file, those of the failed
   * cell included; the cells after it keep theirs. A kernel that does not start changes nothing.
   */
  public List<CellResult> runAndSave(Path notebook) {
    JsonObject file = read(notebook);
    List<CellResult> results = new ArrayList<>();
    try {
      run(notebook, file, results);
    } finally {
      if (!results.isEmpty()) {
        write(notebook, file);
      }
    }
    return results;
  }

  private static void write(Path notebook, JsonObject file) {
    String json =
        new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create()
            .toJson(file);
    AtomicFile.replace(notebook, (json + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void run(Path notebook, JsonObject file, List<CellResult> results) {
    Path folder = notebook.toAbsolutePath().getParent();
    List<JsonObject> cells = codeCells(file);
    try (ProgressBar bar = new ProgressBar(String.valueOf(notebook.getFileName()), cells.size());
        KernelClient client = KernelClient.start(kernelFolder, folder, START)) {
      for (JsonObject cell : cells) {
        bar.update(results.size(), "cells");
        CellResult result = client.execute(source(cell), patience);
        fill(cell, result);
        results.add(result);
        result.error().ifPresent(words -> fail(notebook, results.size(), source(cell), words));
      }
      bar.update(results.size(), "cells");
    }
  }

  private static List<JsonObject> codeCells(JsonObject file) {
    return file.getAsJsonArray("cells").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
        .toList();
  }

  private static void fail(Path notebook, int number, String code, String words) {
    throw new KernelException(
        String.format("%s: code cell %d failed.\n%s\n%s", notebook, number, code, words));
  }

  private static void fill(JsonObject cell, CellResult result) {
    cell.add("outputs", OutputSplitter.of(result.outputs()));
    cell.addProperty("execution_count", result.count());
  }

  /** Returns the code of a cell, stored as one text or as lines. */
  private static String source(JsonObject cell) {
    JsonElement source = cell.get("source");
    if (source == null || source instanceof JsonNull) {
      return "";
    }
    return source.isJsonArray()
        ? StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
            .map(JsonElement::getAsString)
            .collect(Collectors.joining())
        : source.getAsString();
  }

  /** Rejects a file that is missing, or no notebook, before others are run. */
  public static void require(Path notebook) {
    InvalidInputException.unless(
        Files.isRegularFile(notebook),
        "There is no notebook %s (looked in %s); check the path.",
        notebook,
        notebook.toAbsolutePath().normalize().getParent());
    InvalidInputException.unless(
        notebook.toString().endsWith(".ipynb"),
        "%s is not a notebook; name a file that ends with .ipynb.",
        notebook);
    read(notebook);
  }

  /** Reads a notebook, after checking all that is used of it. */
  static JsonObject read(Path notebook) {
    JsonObject file = JsonValidator.read(notebook, LARGEST);
    JsonElement format = file.get("nbformat");
    InvalidInputException.unless(
        format != null && format.toString().equals("4") && file.get("cells") instanceof JsonArray,
        "%s is not a notebook of nbformat 4; save it again with a current Jupyter.",
        notebook);
    int number = 0;
    for (JsonElement cell : file.getAsJsonArray("cells")) {
      number++;
      InvalidInputException.unless(
          cell instanceof JsonObject object
              && isText(object.get("cell_type"))
              && isSource(object.get("source")),
          "%s: cell %d has no cell_type or no text as its source; save the notebook again with a"
              + " current Jupyter.",
          notebook,
          number);
    }
    return file;
  }

  private static boolean isSource(JsonElement source) {
    return source == null
        || source.isJsonNull()
        || isText(source)
        || (source instanceof JsonArray lines
            && lines.asList().stream().allMatch(NotebookRunner::isText));
  }

  private static boolean isText(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }
}
